package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.lambda.EventInvokeConfig;
import io.github.chimeretention.localcloud.lambda.LambdaService;

/** {@code AWS::Lambda::EventInvokeConfig}. */
final class EventInvokeConfigProvider implements ResourceProvider {
  private final LambdaService lambda;

  EventInvokeConfigProvider(LambdaService lambda) {
    this.lambda = lambda;
  }

  @Override
  public Outcome create(ResourceRequest request) {
    EventInvokeConfig standard = EventInvokeConfig.standard();
    ObjectNode properties = request.properties();
    EventInvokeConfig config =
        new EventInvokeConfig(
            properties.path("MaximumRetryAttempts").asInt(standard.maximumRetryAttempts()),
            properties.path("MaximumEventAgeInSeconds").asInt(standard.maximumEventAgeInSeconds()));
    lambda.putEventInvokeConfig(function(request), config);
    return Outcome.succeeded(function(request) + "|" + properties.path("Qualifier").asText());
  }

  @Override
  public Outcome update(ResourceRequest request) {
    return create(request);
  }

  @Override
  public Outcome delete(ResourceRequest request) {
    lambda.putEventInvokeConfig(function(request), EventInvokeConfig.standard());
    return Outcome.succeeded(request.physicalId());
  }

  private static String function(ResourceRequest request) {
    return request.properties().path("FunctionName").asText();
  }
}
