package io.github.chimeretention.lambda;

import io.github.chimeretention.lambda.cloudformation.MalformedEventException;
import io.github.chimeretention.lambda.retention.RetentionException;
import java.util.concurrent.TimeoutException;

/** Why an event failed, and where the log is, in one line. */
record FailureReason(Throwable failure, String task, String logLocation) {

  @Override
  public String toString() {
    return what() + ". Log: " + logLocation;
  }

  private String what() {
    if (failure instanceof RetentionException || failure instanceof MalformedEventException) {
      return failure.getMessage();
    }
    if (failure instanceof TimeoutException) {
      return "Not done before the function's timeout: " + task;
    }
    String message = failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")";
    return "Failed to " + task + ": " + failure.getClass().getName() + message;
  }
}
