package io.github.chimeretention.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.time.Duration;
import java.util.Map;

/** Handlers with a service that settles at once. */
public final class RetentionHandlers {
  private RetentionHandlers() {}

  public static RequestStreamHandler of(RetentionResource resource, ResponseSender sender) {
    return new RetentionHandler(Map.of(resource.resourceType(), resource), sender, Duration.ZERO);
  }
}
