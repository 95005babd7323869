package io.github.chimeretention.lambda.cloudformation;

/** The event can't be answered: it is not JSON, or does not say where. */
public final class MalformedEventException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedEventException(String message) {
    super(message);
  }
}
