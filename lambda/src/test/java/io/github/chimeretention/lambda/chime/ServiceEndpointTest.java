package io.github.chimeretention.lambda.chime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chime.endpoints.ChimeEndpointProvider;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkidentity.endpoints.ChimeSdkIdentityEndpointProvider;

/** Where AWS is called, which no other test sees. */
@DisplayName("Without an override of the endpoint,")
class ServiceEndpointTest {

  @Test
  @DisplayName("an account is called where the SDK's client calls it")
  void account() {
    URI sdk =
        ChimeEndpointProvider.defaultProvider()
            .resolveEndpoint(it -> it.region(Region.US_EAST_1))
            .join()
            .url();

    assertThat(ChimeAccountRetention.endpoint().url("us-east-1", "/accounts"))
        .hasToString(sdk + "/accounts")
        .hasToString("https://chime.us-east-1.amazonaws.com/accounts");
  }

  @ParameterizedTest
  @MethodSource("regions")
  @DisplayName("an app instance is called where the SDK's client calls it")
  void appInstance(Region region) {
    URI sdk =
        ChimeSdkIdentityEndpointProvider.defaultProvider()
            .resolveEndpoint(it -> it.region(region))
            .join()
            .url();

    assertThat(ChimeAppInstanceRetention.endpoint().url(region.id(), "/app-instances"))
        .hasToString(sdk + "/app-instances");
  }

  static Stream<Region> regions() {
    return Stream.concat(
        ChimeSdkIdentityClient.serviceMetadata().regions().stream(),
        Stream.of(Region.of("xx-future-1")));
  }

  @Test
  @DisplayName("or with one for all services, that one is called")
  void overrideOfAll() {
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:4566");
    try {
      assertThat(ChimeAccountRetention.endpoint().url("us-east-1", "/accounts"))
          .hasToString("http://127.0.0.1:4566/accounts");
    } finally {
      System.clearProperty("aws.endpointUrl");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:4566", "http://127.0.0.1:4566/"})
  @DisplayName("or with one, no slash is lost and none is doubled")
  void override(String url) {
    assertThat(ServiceEndpoint.at(url).url("us-east-1", "/accounts"))
        .hasToString("http://127.0.0.1:4566/accounts");
  }
}
