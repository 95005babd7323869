package io.github.chimeretention.plan.assembly;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A CloudFormation template in JSON. */
public record Template(Map<String, Object> content) {
  public static final Template EMPTY = new Template(Map.of());

  /**
   * A resource in the template, with unresolved values.
   *
   * @param condition the name of its condition, or null
   */
  public record Resource(
      String type,
      Map<String, Object> properties,
      String condition,
      boolean retainedOnRemoval,
      boolean retainedOnReplacement,
      String path) {}

  /** Parses a template, or throws {@link UnreadableException}. */
  public static Template parse(String json, String origin) {
    try {
      return new Template(JSON.std.mapFrom(json));
    } catch (IOException e) {
      throw new UnreadableException(origin + " is not JSON");
    }
  }

  /** Returns the resources of some types, by logical id. */
  public Map<String, Resource> resources(Set<String> types) {
    Map<String, Resource> resources = new LinkedHashMap<>();
    object(content.get("Resources"))
        .forEach(
            (logicalId, resource) -> {
              Map<String, Object> members = object(resource);
              if (types.contains(String.valueOf(members.get("Type")))) {
                resources.put(logicalId, resource(logicalId, members));
              }
            });
    return resources;
  }

  private static Resource resource(String logicalId, Map<String, Object> members) {
    String path =
        String.valueOf(object(members.get("Metadata")).getOrDefault("aws:cdk:path", logicalId));
    return new Resource(
        String.valueOf(members.get("Type")),
        object(members.get("Properties")),
        (String) members.get("Condition"),
        String.valueOf(members.get("DeletionPolicy")).startsWith("Retain"),
        String.valueOf(members.get("UpdateReplacePolicy")).startsWith("Retain"),
        withoutDefaultChild(path));
  }

  /**
   * Returns the path of the construct whose default child is the resource, because users know that
   * one.
   */
  static String withoutDefaultChild(String path) {
    return path.replaceAll("/(Default|Resource)$", "");
  }

  /** Returns a JSON object's members; empty for any other value. */
  @SuppressWarnings("unchecked") // A JSON object's keys are strings.
  static Map<String, Object> object(Object value) {
    return value instanceof Map<?, ?> members ? (Map<String, Object>) members : Map.of();
  }
}
