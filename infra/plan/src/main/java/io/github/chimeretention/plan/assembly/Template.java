package io.github.chimeretention.plan.assembly;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A CloudFormation template in JSON. */
public record Template(Map<String, Object> content) {
  public static final Template EMPTY = new Template(Map.of());

  /** The type of a nested stack. */
  public static final String NESTED_STACK = "AWS::CloudFormation::Stack";

  /**
   * A resource in the template, with unresolved values.
   *
   * @param condition the name of its condition; null if there is none
   * @param path of its construct; empty if the template doesn't have it
   * @param asset the file that the assembly has for it; empty if there is none
   */
  public record Resource(
      String type,
      Map<String, Object> properties,
      String condition,
      boolean retainedOnRemoval,
      boolean retainedOnReplacement,
      String path,
      String asset) {
    /** Returns the parameters that are passed to a nested stack. */
    public Map<String, Object> parameters() {
      return object(properties.get("Parameters"));
    }
  }

  /** Returns whether a template is JSON, and not YAML. */
  public static boolean isJson(String template) {
    return template.stripLeading().startsWith("{");
  }

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
                resources.put(logicalId, resource(members));
              }
            });
    return resources;
  }

  private static Resource resource(Map<String, Object> members) {
    Map<String, Object> metadata = object(members.get("Metadata"));
    return new Resource(
        String.valueOf(members.get("Type")),
        object(members.get("Properties")),
        (String) members.get("Condition"),
        String.valueOf(members.get("DeletionPolicy")).startsWith("Retain"),
        String.valueOf(members.get("UpdateReplacePolicy")).startsWith("Retain"),
        constructPath(String.valueOf(metadata.getOrDefault("aws:cdk:path", ""))),
        String.valueOf(metadata.getOrDefault("aws:asset:path", "")));
  }

  /** Returns the path of the construct that users know, of which the resource is a part. */
  static String constructPath(String path) {
    return path.replaceAll("/(Default|Resource)$|\\.NestedStack/[^/]*$", "");
  }

  /** Returns a JSON object's members; empty for any other value. */
  @SuppressWarnings("unchecked") // A JSON object's keys are strings.
  static Map<String, Object> object(Object value) {
    return value instanceof Map<?, ?> members ? (Map<String, Object>) members : Map.of();
  }
}
