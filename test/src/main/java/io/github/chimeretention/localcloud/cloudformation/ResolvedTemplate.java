package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A template with the values of its parameters and conditions, ready to be deployed. */
final class ResolvedTemplate {
  private final JsonNode template;
  private final Map<String, String> given;
  private final Map<String, JsonNode> values;
  private final Map<String, ResourceDefinition> resources = new LinkedHashMap<>();

  ResolvedTemplate(JsonNode template, Map<String, String> given, PseudoParameters pseudo) {
    this.template = template;
    this.given = Map.copyOf(given);
    values = new HashMap<>(pseudo.values());
    values.putAll(Parameters.resolve(template.path("Parameters"), given));
    for (Map.Entry<String, JsonNode> entry : template.path("Resources").properties()) {
      ResourceDefinition definition = new ResourceDefinition(entry.getKey(), entry.getValue());
      if (definition.condition().map(this::condition).orElse(true)) {
        resources.put(entry.getKey(), definition);
      }
    }
    checkReferences();
  }

  /** The resources whose conditions hold. */
  Map<String, ResourceDefinition> resources() {
    return resources;
  }

  JsonNode template() {
    return template;
  }

  /** The parameters that were given. */
  Map<String, String> given() {
    return given;
  }

  /** The values of the outputs whose conditions hold. */
  Map<String, String> outputs(Map<String, StackResource> current) {
    Map<String, String> outputs = new TreeMap<>();
    for (Map.Entry<String, JsonNode> output : template.path("Outputs").properties()) {
      JsonNode condition = output.getValue().path("Condition");
      if (condition.isMissingNode() || condition(condition.asText())) {
        JsonNode value = intrinsics(current).resolve(output.getValue().path("Value"));
        outputs.put(output.getKey(), value.asText());
      }
    }
    return outputs;
  }

  /** For each resource, the others that must stand before it. */
  Map<String, Set<String>> dependencies() {
    Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    for (ResourceDefinition definition : resources.values()) {
      Set<String> references = new HashSet<>(definition.references());
      references.retainAll(resources.keySet());
      dependencies.put(definition.logicalId(), references);
    }
    return dependencies;
  }

  /** Resolves with the physical ids and attributes that the resources have so far. */
  Intrinsics intrinsics(Map<String, StackResource> current) {
    return new Intrinsics(new TemplateScope(current));
  }

  private boolean condition(String name) {
    JsonNode condition = template.path("Conditions").path(name);
    if (condition.isMissingNode()) {
      throw new StackException("Template error: unresolved condition dependency " + name);
    }
    return intrinsics(Map.of()).condition(condition);
  }

  private void checkReferences() {
    for (ResourceDefinition definition : resources.values()) {
      for (String name : definition.references()) {
        if (!values.containsKey(name) && !template.path("Resources").has(name)) {
          throw new StackException(
              "Template format error: Unresolved resource dependencies ["
                  + name
                  + "] in the Resources block of the template");
        }
      }
    }
  }

  private final class TemplateScope implements Scope {
    private final Map<String, StackResource> current;

    TemplateScope(Map<String, StackResource> current) {
      this.current = current;
    }

    @Override
    public JsonNode ref(String name) {
      return values.containsKey(name) ? values.get(name) : resource(name).ref();
    }

    @Override
    public JsonNode attribute(String logicalId, String name) {
      return resource(logicalId).attribute(name);
    }

    @Override
    public boolean condition(String name) {
      return ResolvedTemplate.this.condition(name);
    }

    @Override
    public JsonNode mapping(String name) {
      return template.path("Mappings").path(name);
    }

    private StackResource resource(String logicalId) {
      if (!current.containsKey(logicalId)) {
        throw new StackException(
            "Template error: unresolved resource dependency [" + logicalId + "]");
      }
      return current.get(logicalId);
    }
  }
}
