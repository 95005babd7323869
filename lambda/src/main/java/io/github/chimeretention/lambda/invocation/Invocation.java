package io.github.chimeretention.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.time.Duration;
import java.util.function.BiConsumer;

/** One invocation: when it ends, its request ID, its log stream, and its logger. */
public record Invocation(
    Deadline end, String awsRequestId, String logStream, BiConsumer<byte[], LogLevel> logger) {
  /** Returns the invocation of a context, with its remaining time counted from now. */
  public static Invocation of(Context context, Deadline.Time time) {
    return new Invocation(
        Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), time),
        context.getAwsRequestId(),
        context.getLogStreamName(),
        context.getLogger()::log);
  }
}
