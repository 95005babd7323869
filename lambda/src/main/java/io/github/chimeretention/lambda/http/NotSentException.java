package io.github.chimeretention.lambda.http;

import java.io.IOException;

/** The server got no whole request of an attempt, and never will. */
public final class NotSentException extends IOException {
  private static final long serialVersionUID = 1L;

  NotSentException(IOException cause) {
    super(cause);
  }

  @Override
  public synchronized IOException getCause() {
    return (IOException) super.getCause();
  }
}
