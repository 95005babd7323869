/** CloudFormation's side of a custom resource: the event, the response, and the response URL. */
package io.github.chimeretention.lambda.cloudformation;
