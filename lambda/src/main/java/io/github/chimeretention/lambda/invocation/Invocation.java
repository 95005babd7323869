package io.github.chimeretention.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.time.Duration;
import java.util.function.BiConsumer;

/** What Lambda gives to one invocation: when it ends, its id, and where its log lines go. */
public record Invocation(
    Deadline end, String awsRequestId, String logStream, BiConsumer<byte[], LogLevel> logger) {
  /** Returns the invocation of a context, whose time runs from now. */
  public static Invocation of(Context context, Deadline.Time time) {
    return new Invocation(
        Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), time),
        context.getAwsRequestId(),
        context.getLogStreamName(),
        context.getLogger()::log);
  }
}
