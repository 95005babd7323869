/** CloudFormation's side of a custom resource: event, response, and the URL that it is put to. */
package io.github.chimeretention.lambda.cloudformation;
