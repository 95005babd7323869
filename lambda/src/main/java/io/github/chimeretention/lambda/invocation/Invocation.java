package io.github.chimeretention.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * What Lambda gives to one invocation.
 *
 * @param end when Lambda ends it
 * @param awsRequestId its id
 * @param logStream where its log can be read
 * @param logger where its log lines go
 */
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
