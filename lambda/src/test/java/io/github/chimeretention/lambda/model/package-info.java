/**
 * Tests the handler against a reference model of CloudFormation, Lambda and the service, in random
 * sequences of deployments with faults.
 */
package io.github.chimeretention.lambda.model;
