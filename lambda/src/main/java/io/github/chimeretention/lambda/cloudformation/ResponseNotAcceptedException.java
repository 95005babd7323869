package io.github.chimeretention.lambda.cloudformation;

import java.io.IOException;

/**
 * CloudFormation has no answer; thrown out of the function, so that Lambda runs the event again.
 */
public final class ResponseNotAcceptedException extends IOException {
  private static final long serialVersionUID = 1L;

  ResponseNotAcceptedException(String message) {
    super(message);
  }
}
