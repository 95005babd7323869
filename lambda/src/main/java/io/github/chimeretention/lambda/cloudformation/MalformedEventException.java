package io.github.chimeretention.lambda.cloudformation;

/** The event is not one: it is not JSON, does not say where to answer, or says a thing twice. */
public final class MalformedEventException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedEventException(String message) {
    super(message);
  }
}
