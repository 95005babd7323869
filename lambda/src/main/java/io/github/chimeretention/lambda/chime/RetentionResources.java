package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.retention.RetentionResource;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The resource types that the function serves. */
public final class RetentionResources {
  private RetentionResources() {}

  /**
   * Returns the resource types by their names in a template. The SDK's client of a type is loaded
   * when it is first called.
   */
  public static Map<String, RetentionResource> all() {
    return at(Optional.empty());
  }

  /** Returns the resource types as they are called at an endpoint other than the services'. */
  public static Map<String, RetentionResource> at(URI endpoint) {
    return at(Optional.of(endpoint));
  }

  private static Map<String, RetentionResource> at(Optional<URI> endpoint) {
    return Map.of(
        ChimeAccountRetention.RESOURCE_TYPE, new ChimeAccountRetention(endpoint),
        ChimeAppInstanceRetention.RESOURCE_TYPE, new ChimeAppInstanceRetention(endpoint));
  }
}
