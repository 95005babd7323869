package io.github.chimeretention.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;

/**
 * What Lambda gives to one invocation.
 *
 * @param end when Lambda ends it
 * @param logger where its log goes
 * @param awsRequestId its id
 * @param logStream where its log can be read
 */
public record Invocation(Deadline end, LambdaLogger logger, String awsRequestId, String logStream) {

  /** Returns the invocation of a context, whose time runs from now. */
  public static Invocation of(Context context, Time time) {
    return new Invocation(
        Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), time),
        context.getLogger(),
        context.getAwsRequestId(),
        context.getLogStreamName());
  }
}
