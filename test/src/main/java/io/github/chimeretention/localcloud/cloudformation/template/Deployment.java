package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.Map;

/** What a stack is deployed from: a template, the given values of its parameters, and tags. */
public record Deployment(
    JsonNode template, Map<String, String> parameters, Map<String, String> tags) {
  public static final Deployment NONE = new Deployment(Json.object(), Map.of(), Map.of());

  public Deployment {
    parameters = Map.copyOf(parameters);
    tags = Map.copyOf(tags);
  }

  public Parameters declaredParameters() {
    return new Parameters(template.path("Parameters"), parameters);
  }

  /** The declaration of a resource; a missing node if it isn't declared. */
  public JsonNode resource(String logicalId) {
    return template.path("Resources").path(logicalId);
  }
}
