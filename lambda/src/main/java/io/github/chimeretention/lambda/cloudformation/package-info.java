/**
 * CloudFormation's side of a custom resource: the request event, the response document and the
 * pre-signed URL it is sent to.
 *
 * <p>Source of all facts: <i>AWS CloudFormation Template Reference, Custom resource request and
 * response objects</i>.
 */
package io.github.chimeretention.lambda.cloudformation;
