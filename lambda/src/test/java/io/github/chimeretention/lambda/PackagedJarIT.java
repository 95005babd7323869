package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.github.chimeretention.lambda.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the packaged jar in a separate process. */
@DisplayName("The packaged jar")
class PackagedJarIT {
  private static final String HOSTS =
      "127.0.0.1 chime.us-east-1.amazonaws.com identity-chime.eu-central-1.amazonaws.com\n";

  @RegisterExtension
  static final WireMockExtension s3 =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // Overriding the other type's endpoint allows a response URL on loopback.
    "ACCOUNT, AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY, GetRetentionSettings for the account",
    "APP_INSTANCE, AWS_ENDPOINT_URL_CHIME, GetAppInstanceRetentionSettings for the app instance",
  })
  @DisplayName("tries to connect to the service's own endpoint, unless that is overridden")
  void ownEndpoint(ResourceUnderTest type, String override, String call) throws Exception {
    s3.stubFor(any(anyUrl()).willReturn(aResponse()));

    run(
        override,
        """
        {"RequestType": "Create", "ResponseURL": "%s/response", "ResourceType": "%s",
         "ResourceProperties": %s}"""
            .formatted(s3.baseUrl(), type.resourceType, type.properties()));

    assertThat(s3.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
    JsonNode response = json(s3.findAll(anyRequestedFor(anyUrl())).get(0).getBodyAsString());
    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText())
        .startsWith("ConnectException: %s %s: Connection refused".formatted(call, type.id));
  }

  private void run(String endpointOverride, String event) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), HOSTS);
    Path output = folder.resolve("output");
    ProcessBuilder function =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djdk.net.hosts.file=" + hosts,
            "-cp",
            System.getProperty("packaged.jar") + File.pathSeparator + "target/test-classes",
            Function.class.getName(),
            event);
    function.environment().put(endpointOverride, "http://127.0.0.1");
    int status =
        function.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
    assertThat(status).as(Files.readString(output)).isZero();
  }

  static final class Function {
    private Function() {}

    public static void main(String[] event) throws IOException {
      new TestContext(Duration.ofSeconds(15))
          .handle(event[0].getBytes(StandardCharsets.UTF_8), new RetentionHandler());
    }
  }
}
