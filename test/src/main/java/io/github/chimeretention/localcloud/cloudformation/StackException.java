package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.aws.AwsException;

/** Why CloudFormation refuses a template, or can't go on with a resource; in words for the user. */
final class StackException extends AwsException {
  private static final long serialVersionUID = 1L;

  StackException(String message) {
    super(400, "ValidationError", message);
  }
}
