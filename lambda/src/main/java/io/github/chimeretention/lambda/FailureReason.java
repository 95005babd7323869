package io.github.chimeretention.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.github.chimeretention.lambda.cloudformation.MalformedEventException;
import io.github.chimeretention.lambda.retention.RetentionException;
import java.util.concurrent.TimeoutException;

/** Why an event failed, and where the log is, in one line. */
record FailureReason(Throwable failure, Context context) {

  @Override
  public String toString() {
    return "%s. Log: %s %s"
        .formatted(what(), context.getLogGroupName(), context.getLogStreamName());
  }

  private String what() {
    if (failure instanceof RetentionException || failure instanceof MalformedEventException) {
      return failure.getMessage();
    }
    if (failure instanceof TimeoutException) {
      return "The work was not done before the function's timeout";
    }
    return failure.getClass().getName() + ": " + failure.getMessage();
  }
}
