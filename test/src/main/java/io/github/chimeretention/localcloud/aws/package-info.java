/**
 * The endpoint that AWS clients call: one port for all services, their protocols, and the small
 * services that a deployment needs besides CloudFormation, Lambda and Chime.
 */
package io.github.chimeretention.localcloud.aws;
