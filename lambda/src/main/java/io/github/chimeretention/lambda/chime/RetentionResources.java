package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.retention.RetentionResource;
import java.util.Map;

/** The resource types that the function serves. */
public final class RetentionResources {
  private RetentionResources() {}

  /**
   * Returns the resource types by their names in a template. The SDK's client of a type is loaded
   * when it is first called.
   */
  public static Map<String, RetentionResource> all() {
    return Map.of(
        ChimeAccountRetention.RESOURCE_TYPE, new ChimeAccountRetention(),
        ChimeAppInstanceRetention.RESOURCE_TYPE, new ChimeAppInstanceRetention());
  }
}
