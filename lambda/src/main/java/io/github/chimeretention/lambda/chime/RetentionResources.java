package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.retention.RetentionResource;
import java.net.URI;
import java.util.Map;

/** The resource types that the function serves. */
public final class RetentionResources {
  private RetentionResources() {}

  /** Returns the resource types by their names in a template. */
  public static Map<String, RetentionResource> all() {
    return of(ChimeAccountRetention.endpoint(), ChimeAppInstanceRetention.endpoint());
  }

  /** Returns the resource types as they are called at an endpoint other than the services'. */
  public static Map<String, RetentionResource> at(URI endpoint) {
    return of(ServiceEndpoint.at(endpoint.toString()), ServiceEndpoint.at(endpoint.toString()));
  }

  private static Map<String, RetentionResource> of(
      ServiceEndpoint chime, ServiceEndpoint chimeSdkIdentity) {
    return Map.of(
        ChimeAccountRetention.RESOURCE_TYPE, new ChimeAccountRetention(chime),
        ChimeAppInstanceRetention.RESOURCE_TYPE, new ChimeAppInstanceRetention(chimeSdkIdentity));
  }
}
