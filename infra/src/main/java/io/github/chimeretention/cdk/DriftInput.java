package io.github.chimeretention.cdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the function that checks settings is told: the resources as they were declared. */
final class DriftInput {
  /**
   * The largest payload, in bytes, of the asynchronous invocation that Amazon EventBridge Scheduler
   * makes of its input.
   */
  static final int MAX_BYTES = 256 * 1024;

  private final List<RetentionDeclaration> resources = new ArrayList<>();

  void add(RetentionDeclaration resource) {
    resources.add(resource);
  }

  int size() {
    return resources.size();
  }

  /** All resources, in the order of their paths: that of the declarations means nothing. */
  Map<String, Object> all() {
    return Map.of(
        "Resources",
        resources.stream()
            .map(DriftInput::resource)
            .sorted(Comparator.comparing(resource -> (String) resource.get("Path")))
            .toList());
  }

  /** One resource, which somebody has just put. */
  static Map<String, Object> one(RetentionDeclaration resource, String putBy) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("Resources", List.of(resource(resource)));
    input.put("PutBy", putBy);
    return input;
  }

  private static Map<String, Object> resource(RetentionDeclaration resource) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("Path", resource.place().path());
    input.put("ResourceType", resource.type());
    input.put("ResourceProperties", resource.settings());
    return input;
  }

  /** What is wrong with the whole of it, which is known when all resources are declared. */
  List<String> mistakes() {
    if (resources.isEmpty()) {
      return List.of(
          "monitored has no retention settings in it; it must have at least one of the stack's");
    }
    int bytes = bytes();
    return bytes <= MAX_BYTES
        ? List.of()
        : List.of(
            "The input of the schedule has %d bytes; it must have up to %d (declare several monitors, each with some of the constructs as monitored)"
                .formatted(bytes, MAX_BYTES));
  }

  private int bytes() {
    try {
      return new ObjectMapper().writeValueAsBytes(all()).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
