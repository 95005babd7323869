package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.ParameterStore;

/** {@code AWS::SSM::Parameter}. */
record ParameterProvider(ParameterStore parameters) implements ResourceProvider {
  @Override
  public Outcome put(ResourceRequest request) {
    StackIdentity stack = request.stack();
    String name = request.name();
    String value = request.properties().path("Value").asText();
    parameters.put(stack.account(), stack.region(), name, value);
    return new Outcome.Succeeded(name, Json.object().put("Type", "String").put("Value", value));
  }

  @Override
  public Outcome delete(ResourceRequest request) {
    StackIdentity stack = request.stack();
    parameters.delete(stack.account(), stack.region(), request.physicalId());
    return Outcome.succeeded(request.physicalId());
  }
}
