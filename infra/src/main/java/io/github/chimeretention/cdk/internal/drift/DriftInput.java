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
   * The maximum payload, in bytes, of an asynchronous invocation by Amazon EventBridge Scheduler.
   */
  public static final int MAX_BYTES = 256 * 1024;

  /** Sorted by identity, so that neither the order of declarations nor their paths matter. */
  private final Map<String, Object> resources = new TreeMap<>();

  public void add(RetentionDeclaration resource) {
    // The CDK requests the input several times, and each path takes a call to the CDK.
    resources.put(resource.name(), resource(resource));
  }

  public Map<String, Object> all() {
    return Map.of("Resources", List.copyOf(resources.values()));
  }

  /** The input for one resource whose settings were just changed by another principal. */
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
   * Returns the errors in the input, after all resources have been declared.
   *
   * @param isWholeStack whether all resources of the stack are monitored
   */
  public List<String> mistakes(boolean isWholeStack) {
    if (resources.isEmpty()) {
      return List.of(
          (isWholeStack
                  ? "the stack has no retention settings"
                  : "monitored has no retention settings")
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
