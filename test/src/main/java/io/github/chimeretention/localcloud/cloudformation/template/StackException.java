package io.github.chimeretention.localcloud.cloudformation.template;

import io.github.chimeretention.localcloud.aws.AwsException;

/** Why CloudFormation rejects a template or a request, or gives up on a resource. */
public final class StackException extends AwsException {
  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    super(400, "ValidationError", message);
  }
}
