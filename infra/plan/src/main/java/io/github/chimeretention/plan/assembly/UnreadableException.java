package io.github.chimeretention.plan.assembly;

/** An input that can't be used, in one line for the person who gave it. */
public final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableException(String message) {
    super(message);
  }
}
