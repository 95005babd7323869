package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In a process of its own, with the packaged jar and nothing else of the function. */
@DisplayName("The packaged jar")
class PackagedJarIT {
  private static final String HOSTS =
      "127.0.0.1 chime.us-east-1.amazonaws.com identity-chime.eu-central-1.amazonaws.com\n";
  private static final String PASSWORD = "changeit";
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir static Path folder;

  @Nested
  @DisplayName("without an endpoint override")
  class OwnEndpoint {
    @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

    @ParameterizedTest
    @EnumSource(ResourceUnderTest.class)
    @DisplayName("gets as far as connecting to the service's own endpoint")
    void ownEndpoint(ResourceUnderTest type) throws IOException, InterruptedException {
      cloud.use(type);
      Path hosts = Files.writeString(folder.resolve("hosts"), HOSTS);
      // The other type's endpoint is overridden, so that the response may go to loopback.
      String override =
          type == ResourceUnderTest.ACCOUNT
              ? "AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY"
              : "AWS_ENDPOINT_URL_CHIME";

      run(
          Map.of(override, "http://127.0.0.1"),
          List.of("-Djdk.net.hosts.file=" + hosts),
          Duration.ofSeconds(15),
          cloud.create().json());

      JsonNode response = cloud.response();
      assertThat(response.path("Status").asText()).isEqualTo("FAILED");
      assertThat(response.path("Reason").asText())
          .startsWith(
              "ConnectException: Put%s for the %s %s: Connection refused"
                  .formatted(type.operation, type.kind, type.id()));
    }
  }

  @Nested
  @DisplayName("over TLS, with a private certificate authority in its trust store,")
  class OverTls {
    private static final Path SERVER = Path.of("server.p12");
    private static final Path TRUST_STORE = Path.of("trusted.p12");

    @RegisterExtension
    static final CloudFormationAndChime cloud =
        new CloudFormationAndChime(
            () ->
                options()
                    .httpDisabled(true)
                    .dynamicHttpsPort()
                    .keystorePath(folder.resolve(SERVER).toString())
                    .keystoreType("PKCS12")
                    .keystorePassword(PASSWORD)
                    .keyManagerPassword(PASSWORD));

    @ParameterizedTest
    @EnumSource(ResourceUnderTest.class)
    @DisplayName("goes the whole way of an event, from Create to the response")
    void wholeWay(ResourceUnderTest type) throws IOException, InterruptedException {
      cloud.use(type);
      cloud.reports(365);

      run(
          Map.of("AWS_ENDPOINT_URL", cloud.url()),
          List.of(
              "-Djavax.net.ssl.trustStore=" + folder.resolve(TRUST_STORE),
              "-Djavax.net.ssl.trustStorePassword=" + PASSWORD),
          Duration.ofMinutes(5),
          cloud.create().json());

      assertThat(cloud.response().path("Status").asText()).isEqualTo("SUCCESS");
      assertThat(cloud.response().path("Reason").asText()).isEmpty();
      assertThat(cloud.puts()).hasSize(1);
      assertThat(cloud.gets()).hasSize(2);
    }
  }

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    String server = folder.resolve(OverTls.SERVER).toString();
    String certificate = folder.resolve("certificate").toString();
    keytool(
        "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost -ext bc=ca:true"
            + " -storetype PKCS12 -keystore "
            + server);
    keytool("-exportcert -alias server -keystore " + server + " -file " + certificate);
    keytool(
        "-importcert -noprompt -alias ca -storetype PKCS12 -keystore "
            + folder.resolve(OverTls.TRUST_STORE)
            + " -file "
            + certificate);
  }

  private static void keytool(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(JAVA_HOME, "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-storepass", PASSWORD));
    end(new ProcessBuilder(command));
  }

  private static void run(
      Map<String, String> environment, List<String> options, Duration timeout, String event)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(JAVA_HOME, "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("packaged.jar") + File.pathSeparator + Path.of("target/test-classes"));
    command.add(Function.class.getName());
    command.addAll(List.of(timeout.toString(), event));
    ProcessBuilder function = new ProcessBuilder(command);
    function.environment().putAll(environment);
    end(function);
  }

  private static void end(ProcessBuilder command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", null);
    Process process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    int status = process.waitFor();
    assertThat(status).as(() -> read(output)).isZero();
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  static final class Function {
    private Function() {}

    public static void main(String[] timeoutAndEvent) throws IOException {
      new RetentionHandler()
          .handleRequest(
              new ByteArrayInputStream(timeoutAndEvent[1].getBytes(StandardCharsets.UTF_8)),
              OutputStream.nullOutputStream(),
              new TestContext(Duration.parse(timeoutAndEvent[0])));
    }
  }
}
