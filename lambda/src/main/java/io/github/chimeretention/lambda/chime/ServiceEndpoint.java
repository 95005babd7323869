package io.github.chimeretention.lambda.chime;

import java.net.URI;
import java.util.Optional;

/** Where an API is called: its own endpoint of a region, or the one that stands in for it. */
final class ServiceEndpoint {
  private final String hostPrefix;
  private final Optional<URI> override;

  private ServiceEndpoint(String hostPrefix, Optional<URI> override) {
    this.hostPrefix = hostPrefix;
    this.override = override;
  }

  static ServiceEndpoint at(URI uri) {
    return new ServiceEndpoint("", Optional.of(uri));
  }

  /**
   * Returns the endpoint of an API, unless the environment or the system properties name another
   * (<i>AWS SDKs and Tools Reference Guide, Service-specific endpoints</i>).
   *
   * @param property the system property of the API
   * @param variable the environment variable of the API
   * @param hostPrefix the host up to the region (<i>AWS General Reference, Amazon Chime endpoints
   *     and quotas</i>)
   */
  static ServiceEndpoint of(String property, String variable, String hostPrefix) {
    for (String url :
        new String[] {
          System.getProperty(property),
          System.getenv(variable),
          System.getProperty("aws.endpointUrl"),
          System.getenv("AWS_ENDPOINT_URL")
        }) {
      if (url != null) {
        return new ServiceEndpoint(hostPrefix, Optional.of(URI.create(url)));
      }
    }
    return new ServiceEndpoint(hostPrefix, Optional.empty());
  }

  /** Returns the URL of a path on the endpoint of a region. */
  URI uri(String region, String path) {
    String endpoint =
        override.isPresent()
            ? override.get().toString()
            : "https://" + hostPrefix + "." + region + ".amazonaws.com";
    return URI.create(
        endpoint.endsWith("/")
            ? endpoint.substring(0, endpoint.length() - 1) + path
            : endpoint + path);
  }
}
