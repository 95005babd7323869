package io.github.chimeretention.plan.assembly;

/** Thrown for an input that can't be used; the message is one line for the user. */
public final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableException(String message) {
    super(message);
  }
}
