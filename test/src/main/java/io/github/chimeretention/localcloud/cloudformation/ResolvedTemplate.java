package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A template with the values of its parameters and conditions, ready to be deployed. */
final class ResolvedTemplate {
  private final JsonNode template;
  private final Map<String, JsonNode> values;
  private final Map<String, ResourceDefinition> resources = new LinkedHashMap<>();

  ResolvedTemplate(
      final JsonNode template, final Map<String, String> given, final PseudoParameters pseudo) {
    this.template = template;
    values = new HashMap<>(pseudo.values());
    values.putAll(Parameters.resolve(template.path("Parameters"), given));
    for (final Map.Entry<String, JsonNode> entry : template.path("Resources").properties()) {
      final ResourceDefinition definition =
          new ResourceDefinition(entry.getKey(), entry.getValue());
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

  JsonNode outputs() {
    return template.path("Outputs");
  }

  /** For each resource, the others that must stand before it. */
  Map<String, Set<String>> dependencies() {
    final Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    for (final ResourceDefinition definition : resources.values()) {
      final Set<String> references = new HashSet<>(definition.references());
      references.retainAll(resources.keySet());
      dependencies.put(definition.logicalId(), references);
    }
    return dependencies;
  }

  /** Resolves with the physical ids and attributes that the resources have so far. */
  Intrinsics intrinsics(final Map<String, StackResource> current) {
    return new Intrinsics(new TemplateScope(current));
  }

  boolean condition(final String name) {
    final JsonNode condition = template.path("Conditions").path(name);
    if (condition.isMissingNode()) {
      throw new StackException("Template error: unresolved condition dependency " + name);
    }
    return intrinsics(Map.of()).condition(condition);
  }

  private void checkReferences() {
    for (final ResourceDefinition definition : resources.values()) {
      for (final String name : definition.references()) {
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

    TemplateScope(final Map<String, StackResource> current) {
      this.current = current;
    }

    @Override
    public JsonNode ref(final String name) {
      return values.containsKey(name) ? values.get(name) : resource(name).ref();
    }

    @Override
    public JsonNode attribute(final String logicalId, final String name) {
      return resource(logicalId).attribute(name);
    }

    @Override
    public boolean condition(final String name) {
      return ResolvedTemplate.this.condition(name);
    }

    @Override
    public JsonNode mapping(final String name) {
      return template.path("Mappings").path(name);
    }

    private StackResource resource(final String logicalId) {
      if (!current.containsKey(logicalId)) {
        throw new StackException(
            "Template error: unresolved resource dependency [" + logicalId + "]");
      }
      return current.get(logicalId);
    }
  }
}
