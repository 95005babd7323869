package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.ParameterStore;

/** {@code AWS::SSM::Parameter}. */
final class ParameterProvider implements ResourceProvider {
  private final ParameterStore parameters;

  ParameterProvider(ParameterStore parameters) {
    this.parameters = parameters;
  }

  @Override
  public Outcome create(ResourceRequest request) {
    String name =
        request.properties().path("Name").asText(request.stack().generateName(request.logicalId()));
    return put(request, name);
  }

  @Override
  public Outcome update(ResourceRequest request) {
    return put(request, request.properties().path("Name").asText(request.physicalId()));
  }

  @Override
  public Outcome delete(ResourceRequest request) {
    StackIdentity stack = request.stack();
    parameters.delete(stack.account(), stack.region(), request.physicalId());
    return Outcome.succeeded(request.physicalId());
  }

  private Outcome put(ResourceRequest request, String name) {
    StackIdentity stack = request.stack();
    String value = request.properties().path("Value").asText();
    parameters.put(stack.account(), stack.region(), name, value);
    return new Outcome.Succeeded(name, Json.object().put("Type", "String").put("Value", value));
  }
}
