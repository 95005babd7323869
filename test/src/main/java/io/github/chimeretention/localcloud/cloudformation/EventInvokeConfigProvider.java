package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.lambda.EventInvokeConfig;
import io.github.chimeretention.localcloud.lambda.LambdaService;

/** {@code AWS::Lambda::EventInvokeConfig}. */
record EventInvokeConfigProvider(LambdaService lambda) implements ResourceProvider {
  @Override
  public Outcome put(ResourceRequest request) {
    EventInvokeConfig standard = EventInvokeConfig.STANDARD;
    JsonNode properties = request.properties();
    EventInvokeConfig config =
        new EventInvokeConfig(
            properties.path("MaximumRetryAttempts").asInt(standard.maximumRetryAttempts()),
            properties.path("MaximumEventAgeInSeconds").asInt(standard.maximumEventAgeInSeconds()));
    lambda.putEventInvokeConfig(function(request), config);
    return Outcome.succeeded(function(request) + "|" + properties.path("Qualifier").asText());
  }

  @Override
  public Outcome delete(ResourceRequest request) {
    lambda.putEventInvokeConfig(function(request), EventInvokeConfig.STANDARD);
    return Outcome.succeeded(request.physicalId());
  }

  private static String function(ResourceRequest request) {
    return request.properties().path("FunctionName").asText();
  }
}
