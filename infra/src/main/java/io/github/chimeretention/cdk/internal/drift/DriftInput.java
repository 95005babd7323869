package io.github.chimeretention.cdk.internal.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.cdk.internal.resource.RetentionDeclaration;
import io.github.chimeretention.cdk.internal.resource.RetentionProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The input of the function that checks settings: the declared resources. */
public final class DriftInput {
  /**
   * The largest payload, in bytes, of the asynchronous invocation that Amazon EventBridge Scheduler
   * makes of its input.
   */
  public static final int MAX_BYTES = 256 * 1024;

  /** Ordered by identity: neither a declaration's order nor its path matters. */
  private final Map<String, Object> resources = new TreeMap<>();

  public void add(RetentionDeclaration resource) {
    // The CDK asks for the whole several times, and each path is a call to it.
    resources.put(resource.name(), resource(resource));
  }

  public Map<String, Object> all() {
    return Map.of("Resources", List.copyOf(resources.values()));
  }

  /** The input for one resource whose settings another principal has just changed. */
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
    input.put("ResourceProperties", new RetentionProperties(resource).settingsAsText());
    return input;
  }

  /**
   * Returns the errors of the whole input, which is complete when all resources are declared.
   *
   * @param isWholeStack whether all resources of the stack are monitored
   */
  public List<String> mistakes(boolean isWholeStack) {
    if (resources.isEmpty()) {
      return List.of(
          (isWholeStack
                  ? "the stack has no retention settings"
                  : "monitored has no retention settings in it")
              + "; it must have at least one");
    }
    int bytes = bytes();
    return bytes <= MAX_BYTES
        ? List.of()
        : List.of(
            "the schedule's input is %d bytes; it must be at most %d (declare several monitors, each with some of the constructs as monitored)"
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
