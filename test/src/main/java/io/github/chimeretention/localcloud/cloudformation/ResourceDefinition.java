package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A resource as the template declares it, its properties not yet resolved. */
record ResourceDefinition(String logicalId, JsonNode declaration) {
  String type() {
    return declaration.path("Type").asText();
  }

  JsonNode properties() {
    JsonNode properties = declaration.path("Properties");
    return properties.isObject() ? properties : JsonNodeFactory.instance.objectNode();
  }

  Optional<String> condition() {
    return Optional.ofNullable(declaration.path("Condition").textValue());
  }

  Policies policies() {
    return new Policies(
        declaration.path("DeletionPolicy").asText("Delete"),
        declaration.path("UpdateReplacePolicy").asText("Delete"));
  }

  /** All that the declaration names: resources, but parameters too. */
  Set<String> references() {
    Set<String> references = new HashSet<>(References.in(properties()));
    JsonNode dependsOn = declaration.path("DependsOn");
    if (dependsOn.isTextual()) {
      references.add(dependsOn.asText());
    }
    dependsOn.forEach(d -> references.add(d.asText()));
    return references;
  }
}
