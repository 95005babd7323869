package io.github.chimeretention.localcloud.cloudformation;

/** Why CloudFormation refuses a template, or can't go on with a resource; in words for the user. */
public final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    super(message);
  }
}
