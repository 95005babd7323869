package io.github.chimeretention.lambda;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.time.Duration;
import java.util.stream.Stream;

/** Handlers with a service that settles at once. */
public final class RetentionHandlers {
  private RetentionHandlers() {}

  public static RequestStreamHandler of(ResponseSender sender, RetentionResource... resources) {
    return new RetentionHandler(
        Stream.of(resources).collect(toMap(RetentionResource::resourceType, identity())),
        sender,
        Duration.ZERO);
  }
}
