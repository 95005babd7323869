package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.StackState.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A template with the values of its parameters and conditions, ready to be deployed. */
final class Template {
  private final Deployment deployment;
  private final JsonNode template;
  private final Function<String, Optional<String>> exports;
  private final Map<String, JsonNode> values;
  private final Map<String, StackResource> resources = new LinkedHashMap<>();

  /** Looks up parameters in the parameter store, and outputs of other stacks by their exports. */
  Template(
      Deployment deployment,
      StackIdentity stack,
      Function<String, Optional<String>> store,
      Function<String, Optional<String>> exports) {
    this.deployment = deployment;
    this.exports = exports;
    template = deployment.template();
    values = new HashMap<>(stack.pseudoParameters());
    values.putAll(deployment.values(store));
    for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      if (isDeclared(resource.getValue())) {
        resources.put(resource.getKey(), planned(resource.getKey(), resource.getValue()));
      }
    }
    // Refuses resources that depend on each other.
    List<String> unused = DependencyOrder.of(resources).sorted();
  }

  Deployment deployment() {
    return deployment;
  }

  /** The resources whose conditions hold, without their properties. */
  Map<String, StackResource> resources() {
    return resources;
  }

  /** A resource's properties by what stands so far. */
  ObjectNode properties(String logicalId, Map<String, StackResource> current) {
    return (ObjectNode) intrinsics(current).resolve(declaredProperties(logicalId));
  }

  /** A resource's properties as far as they can be known before changes are made. */
  ObjectNode preview(String logicalId, Map<String, StackResource> current) {
    Intrinsics preview = new Intrinsics(template, values, exports, current, true, new HashSet<>());
    return (ObjectNode) preview.resolve(declaredProperties(logicalId));
  }

  List<Output> outputs(Map<String, StackResource> current) {
    List<Output> outputs = new ArrayList<>();
    Intrinsics intrinsics = intrinsics(current);
    for (Map.Entry<String, JsonNode> output : template.path("Outputs").properties()) {
      if (isDeclared(output.getValue())) {
        JsonNode value = intrinsics.resolve(output.getValue().path("Value"));
        JsonNode name = intrinsics.resolve(output.getValue().path("Export").path("Name"));
        outputs.add(new Output(output.getKey(), value.asText(), name.asText(null)));
      }
    }
    return outputs;
  }

  /** Resolves with the physical ids and attributes that the resources have so far. */
  Intrinsics intrinsics(Map<String, StackResource> current) {
    return new Intrinsics(template, values, exports, current, false, new HashSet<>());
  }

  private boolean isDeclared(JsonNode declaration) {
    JsonNode condition = declaration.path("Condition");
    return condition.isMissingNode() || intrinsics(Map.of()).condition(condition.asText());
  }

  private StackResource planned(String logicalId, JsonNode declaration) {
    Set<String> dependencies = new HashSet<>();
    JsonNode unused =
        new Intrinsics(template, values, Optional::of, Map.of(), true, dependencies)
            .resolve(declaredProperties(logicalId));
    JsonNode dependsOn = declaration.path("DependsOn");
    if (dependsOn.isTextual()) {
      dependencies.add(dependsOn.asText());
    }
    dependsOn.forEach(dependency -> dependencies.add(dependency.asText()));
    return new StackResource(
        logicalId,
        declaration.path("Type").asText(),
        "",
        Json.object(),
        Json.object(),
        dependencies,
        declaration.path("DeletionPolicy").asText("Delete"),
        declaration.path("UpdateReplacePolicy").asText("Delete"));
  }

  private JsonNode declaredProperties(String logicalId) {
    JsonNode properties = template.path("Resources").path(logicalId).path("Properties");
    return properties.isObject() ? properties : Json.object();
  }
}
