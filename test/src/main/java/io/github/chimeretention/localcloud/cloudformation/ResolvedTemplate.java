package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A template with the values of its parameters and conditions, ready to be deployed. */
final class ResolvedTemplate {
  /** What CloudFormation writes in a change set for what only its execution will tell. */
  static final JsonNode KNOWN_AFTER_APPLY =
      JsonNodeFactory.instance.textNode("{{changeSet:KNOWN_AFTER_APPLY}}");

  private final Deployment deployment;
  private final JsonNode template;
  private final Lookups lookups;
  private final Map<String, JsonNode> parameters;
  private final Map<String, JsonNode> values;
  private final Map<String, ResourceDefinition> resources = new LinkedHashMap<>();

  ResolvedTemplate(Deployment deployment, PseudoParameters pseudo, Lookups lookups) {
    this.deployment = deployment;
    this.lookups = lookups;
    template = deployment.template();
    parameters = Parameters.resolve(template.path("Parameters"), deployment.parameters(), lookups);
    values = new HashMap<>(pseudo.values());
    values.putAll(parameters);
    for (Map.Entry<String, JsonNode> entry : template.path("Resources").properties()) {
      ResourceDefinition definition = new ResourceDefinition(entry.getKey(), entry.getValue());
      if (definition.condition().map(this::condition).orElse(true)) {
        resources.put(entry.getKey(), definition);
      }
    }
    checkReferences();
  }

  Deployment deployment() {
    return deployment;
  }

  /** The values of the parameters; those from the parameter store are looked up. */
  Map<String, JsonNode> parameters() {
    return parameters;
  }

  /** The resources whose conditions hold. */
  Map<String, ResourceDefinition> resources() {
    return resources;
  }

  /** The values of the outputs whose conditions hold. */
  Map<String, Output> outputs(Map<String, StackResource> current) {
    Map<String, Output> outputs = new TreeMap<>();
    Intrinsics intrinsics = intrinsics(current);
    for (Map.Entry<String, JsonNode> output : template.path("Outputs").properties()) {
      JsonNode condition = output.getValue().path("Condition");
      if (condition.isMissingNode() || condition(condition.asText())) {
        JsonNode value = intrinsics.resolve(output.getValue().path("Value"));
        JsonNode name = intrinsics.resolve(output.getValue().path("Export").path("Name"));
        outputs.put(output.getKey(), new Output(value.asText(), name.asText(null)));
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
    return new Intrinsics(new TemplateScope(current, false));
  }

  /** Resolves what can be known before the changes are made. */
  Intrinsics preview(Map<String, StackResource> current) {
    return new Intrinsics(new TemplateScope(current, true));
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
    private final boolean preview;

    TemplateScope(Map<String, StackResource> current, boolean preview) {
      this.current = current;
      this.preview = preview;
    }

    @Override
    public JsonNode ref(String name) {
      if (values.containsKey(name)) {
        return values.get(name);
      }
      return preview && !current.containsKey(name) ? KNOWN_AFTER_APPLY : resource(name).ref();
    }

    @Override
    public JsonNode attribute(String logicalId, String name) {
      if (preview && !(current.containsKey(logicalId) && current.get(logicalId).has(name))) {
        return KNOWN_AFTER_APPLY;
      }
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

    @Override
    public JsonNode importValue(String name) {
      return lookups
          .export()
          .apply(name)
          .<JsonNode>map(JsonNodeFactory.instance::textNode)
          .orElseThrow(() -> new StackException("No export named " + name + " found."));
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
