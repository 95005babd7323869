package io.github.chimeretention.lambda;

import io.github.chimeretention.lambda.cloudformation.MalformedEventException;
import io.github.chimeretention.lambda.retention.RetentionException;
import java.util.concurrent.TimeoutException;

/** Why an event failed, and where the log is, in one line. */
record FailureReason(Throwable failure, String task, String logLocation) {

  /** Leaves room in a response for where the log is, and for the ids. */
  private static final int LONGEST_IN_RESPONSE = 600;

  @Override
  public String toString() {
    return withLog(what());
  }

  /** Returns it with the start of what failed only, if that is long. */
  String forResponse() {
    String what = what();
    if (what.length() <= LONGEST_IN_RESPONSE) {
      return withLog(what);
    }
    int last = LONGEST_IN_RESPONSE - 1;
    int end = Character.isHighSurrogate(what.charAt(last)) ? last : last + 1;
    return withLog(what.substring(0, end) + "…");
  }

  private String withLog(String what) {
    return what + ". Log: " + logLocation;
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
