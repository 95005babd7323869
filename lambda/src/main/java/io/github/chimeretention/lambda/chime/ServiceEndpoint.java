package io.github.chimeretention.lambda.chime;

import java.util.Optional;

/** Where an API is called: its own endpoint of a region, or the one that stands in for it. */
final class ServiceEndpoint {
  private final String hostPrefix;
  private final Optional<String> override;

  private ServiceEndpoint(String hostPrefix, Optional<String> override) {
    this.hostPrefix = hostPrefix;
    this.override = override;
  }

  static ServiceEndpoint at(String url) {
    return new ServiceEndpoint("", Optional.of(url));
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
      if (url != null && !url.isBlank()) {
        return new ServiceEndpoint(hostPrefix, Optional.of(url.strip()));
      }
    }
    return new ServiceEndpoint(hostPrefix, Optional.empty());
  }

  /** Returns the URL of a path on the endpoint of a region. */
  String url(String region, String path) {
    String endpoint =
        override.isPresent()
            ? override.get()
            : "https://" + hostPrefix + "." + region + ".amazonaws.com";
    return endpoint.endsWith("/")
        ? endpoint.substring(0, endpoint.length() - 1) + path
        : endpoint + path;
  }
}
