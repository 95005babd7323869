package io.github.chimeretention.plan.change;

import io.github.chimeretention.lambda.retention.Decision;
import io.github.chimeretention.lambda.retention.ResourceProperties;
import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.plan.assembly.Unknown;
import io.github.chimeretention.plan.service.RetentionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The properties of a resource, read in the same way as by the function.
 *
 * @param identity empty if it is invalid or known only at deployment
 * @param days by property, null for values known only at deployment
 * @param put the function's request; null if there is an obstacle
 * @param obstacle the reason why there is no put, or an empty string
 * @param status the status of a resource with an obstacle
 * @param undecided the properties known only at deployment that decide whether settings are written
 */
record Declaration(
    String identity,
    Map<String, Integer> days,
    Decision.Put put,
    String obstacle,
    Status status,
    List<String> undecided) {
  static Declaration notCompared(String problem) {
    return new Declaration("", Map.of(), null, problem, Status.NOT_READ, List.of());
  }

  /** Returns a message with the names of the undecided properties. */
  String unknown() {
    return unknown(undecided);
  }

  private static String unknown(List<String> properties) {
    return "Known at deployment only: " + String.join(", ", properties);
  }

  /**
   * @param conditional whether it depends on an unknown condition
   */
  static Declaration of(String resourceType, Map<String, Object> values, boolean conditional) {
    RetentionResource resource =
        RetentionReader.RESOURCES.stream()
            .filter(it -> it.type().name().equals(resourceType))
            .findFirst()
            .orElseThrow();
    List<String> unknown = unknown(resource.type(), values);
    if (conditional) {
      unknown.add("its condition");
    }
    String identity =
        values.get(resource.type().identityProperty()) instanceof String text
            ? resource.identity(text).orElse("")
            : "";
    Map<String, Integer> days = days(resource.type(), values);
    if (!unknown.isEmpty()) {
      return new Declaration(identity, days, null, unknown(unknown), Status.UNKNOWN, unknown);
    }
    try {
      var properties = ResourceProperties.of(resourceType, values, RetentionReader.RESOURCES);
      return new Declaration(
          identity, days, properties.put(false), "", Status.CHANGE, undecided(values));
    } catch (RetentionException e) {
      return new Declaration(identity, days, null, e.getMessage(), Status.FAILURE, List.of());
    }
  }

  private static List<String> undecided(Map<String, Object> values) {
    return values.keySet().stream()
        .filter(it -> !it.equals("ServiceToken") && values.get(it) instanceof Unknown)
        .sorted()
        .toList();
  }

  private static List<String> unknown(RetentionResource.Type type, Map<String, Object> values) {
    List<String> decisive = new ArrayList<>(type.periodProperties());
    decisive.add(0, type.identityProperty());
    decisive.add("OverwriteExisting");
    decisive.removeIf(property -> !(values.get(property) instanceof Unknown));
    return decisive;
  }

  private static Map<String, Integer> days(
      RetentionResource.Type type, Map<String, Object> values) {
    Map<String, Integer> days = new TreeMap<>();
    for (String property : type.periodProperties()) {
      Object value = values.get(property);
      if (value instanceof Unknown) {
        days.put(property, null);
      } else if (String.valueOf(value).matches("[0-9]{1,9}")) {
        days.put(property, Integer.valueOf(String.valueOf(value)));
      }
    }
    return days;
  }
}
