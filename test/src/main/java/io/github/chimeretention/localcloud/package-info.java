/**
 * A cloud on loopback: what {@code cdk synth} wrote is deployed to stand-ins of CloudFormation,
 * Lambda and Amazon Chime, in which the packaged handler runs as it does on AWS.
 */
package io.github.chimeretention.localcloud;
