package io.github.chimeretention.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The jar holds all that a call to the services' own endpoints needs; here their hosts refuse it.
 */
@DisplayName("The packaged jar")
class PackagedJarIT {
  private static final String HOSTS =
      "127.0.0.1 chime.us-east-1.amazonaws.com identity-chime.eu-central-1.amazonaws.com\n";

  @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ResourceUnderTest.class)
  @DisplayName("gets as far as connecting to the service's own endpoint")
  void ownEndpoint(ResourceUnderTest type) throws IOException, InterruptedException {
    cloud.use(type);
    Path hosts = Files.writeString(folder.resolve("hosts"), HOSTS);
    Path output = folder.resolve("output");
    ProcessBuilder function =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djdk.net.hosts.file=" + hosts,
            "-cp",
            System.getProperty("packaged.jar") + File.pathSeparator + "target/test-classes",
            Function.class.getName(),
            cloud.create().json());
    function.environment().put("CHIME_RETENTION_RESOURCE_TYPES", type.resourceType);
    Process process = function.redirectErrorStream(true).redirectOutput(output.toFile()).start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    JsonNode response = cloud.response();
    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText())
        .startsWith("Put" + type.operation + " for the " + type.kind + " " + type.id())
        .contains("Connection refused");
  }

  /** Runs in a process of its own, with the packaged jar and nothing else of the function. */
  static final class Function {
    private Function() {}

    public static void main(String[] event) throws IOException {
      new RetentionHandler()
          .handleRequest(
              new ByteArrayInputStream(event[0].getBytes(StandardCharsets.UTF_8)),
              OutputStream.nullOutputStream(),
              new TestContext(Duration.ofSeconds(5)));
    }
  }
}
