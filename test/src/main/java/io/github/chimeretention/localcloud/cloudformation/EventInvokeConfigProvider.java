package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.lambda.EventInvokeConfig;
import io.github.chimeretention.localcloud.lambda.LambdaService;

/** {@code AWS::Lambda::EventInvokeConfig}. */
final class EventInvokeConfigProvider implements ResourceProvider {
  private final LambdaService lambda;

  EventInvokeConfigProvider(final LambdaService lambda) {
    this.lambda = lambda;
  }

  @Override
  public Outcome create(final ResourceRequest request) {
    final EventInvokeConfig standard = EventInvokeConfig.standard();
    final ObjectNode properties = request.properties();
    final EventInvokeConfig config =
        new EventInvokeConfig(
            properties.path("MaximumRetryAttempts").asInt(standard.maximumRetryAttempts()),
            properties.path("MaximumEventAgeInSeconds").asInt(standard.maximumEventAgeInSeconds()));
    lambda.putEventInvokeConfig(function(request), config);
    return Outcome.succeeded(function(request) + "|" + properties.path("Qualifier").asText());
  }

  @Override
  public Outcome update(final ResourceRequest request) {
    return create(request);
  }

  @Override
  public Outcome delete(final ResourceRequest request) {
    lambda.putEventInvokeConfig(function(request), EventInvokeConfig.standard());
    return Outcome.succeeded(request.physicalId());
  }

  private static String function(final ResourceRequest request) {
    return request.properties().path("FunctionName").asText();
  }
}
