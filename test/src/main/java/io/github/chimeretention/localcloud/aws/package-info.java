/**
 * The endpoint that AWS clients call: one port for all services, the protocols in which they speak,
 * and the small services that a deployment needs beside CloudFormation, Lambda and Chime.
 */
package io.github.chimeretention.localcloud.aws;
