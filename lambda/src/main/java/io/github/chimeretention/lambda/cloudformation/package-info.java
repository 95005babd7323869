/**
 * CloudFormation's side of a custom resource: the event, the response, and the pre-signed URL that
 * it is sent to (<i>AWS CloudFormation Template Reference, Custom resource request and response
 * objects</i>).
 */
package io.github.chimeretention.lambda.cloudformation;
