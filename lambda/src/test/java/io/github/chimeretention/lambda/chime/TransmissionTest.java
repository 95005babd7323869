package io.github.chimeretention.lambda.chime;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.VirtualTime;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Runs the production HTTP client over sockets. */
@DisplayName("A put whose connection fails")
class TransmissionTest {
  private static final String ENDPOINT = "aws.endpointUrlChime";

  @RegisterExtension
  static final WireMockExtension service =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private final VirtualTime time = new VirtualTime();

  @AfterEach
  void clearEndpoint() {
    System.clearProperty(ENDPOINT);
  }

  @Test
  @DisplayName("was not sent if the connection is refused")
  void connectionRefused() throws IOException {
    try (Socket notListening = new Socket()) {
      notListening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

      RetentionException failure = put("http://127.0.0.1:" + notListening.getLocalPort());

      assertThat(failure)
          .hasFieldOrPropertyWithValue("effect", Effect.NONE)
          .hasMessageStartingWith(
              "ConnectException: PutRetentionSettings for the account a: Connection refused"
                  + " (not sent); gave up: ");
    }
  }

  @Test
  @DisplayName("was not sent if the TLS handshake is reset")
  void handshakeReset() throws IOException {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> resetEach(server));

      RetentionException failure = put("https://127.0.0.1:" + server.getLocalPort());

      assertThat(failure)
          .hasMessageContaining("(not sent)")
          .hasFieldOrPropertyWithValue("effect", Effect.NONE);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void resetEach(ServerSocket server) {
    try {
      while (true) {
        try (Socket connection = server.accept()) {
          connection.getInputStream().read();
          connection.setSoLinger(true, 0);
        }
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  @DisplayName("after its body may have been accepted")
  void resetAfterBody(Fault fault) {
    service.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

    RetentionException failure = put(service.baseUrl());

    assertThat(failure)
        .hasFieldOrPropertyWithValue("effect", Effect.UNKNOWN)
        .hasMessageContaining("(no usable response)");
  }

  @Test
  @DisplayName("because its authentication is rejected keeps the code, status and request ID")
  void unauthorized() {
    service.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(401)
                    .withHeader("x-amzn-ErrorType", "UnauthorizedClientException")
                    .withHeader("x-amzn-RequestId", "request-7")
                    .withBody("{\"Message\": \"no\"}")));

    RetentionException failure = put(service.baseUrl());

    assertThat(failure)
        .hasFieldOrPropertyWithValue("effect", Effect.REFUSED)
        .hasMessageStartingWith("UnauthorizedClientException: PutRetentionSettings for")
        .hasMessageEndingWith("(HTTP status 401, request id request-7)");
  }

  @Test
  @DisplayName("sends nothing once its thread is interrupted")
  void interrupted() {
    List<byte[]> bodies = new ArrayList<>();
    HttpServerStub interrupting =
        new HttpServerStub() {
          @Override
          public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            Thread.currentThread().interrupt();
            return HttpServerStub.super.prepareRequest(request);
          }

          @Override
          public HttpExecuteResponse respond(SdkHttpRequest request, byte[] body) {
            bodies.add(body);
            return HttpServerStub.response(204, "");
          }
        };
    try {
      assertThat(catchThrowable(() -> put(interrupting))).isNotNull();
      assertThat(bodies).isEmpty();
    } finally {
      Thread.interrupted();
    }
  }

  private RetentionException put(String endpoint) {
    System.setProperty(ENDPOINT, endpoint);
    try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
      return catchThrowableOfType(RetentionException.class, () -> put(http));
    }
  }

  private void put(SdkHttpClient http) throws InterruptedException {
    Deadline deadline = Deadline.in(Duration.ofSeconds(30), time);
    new ChimeAccountRetention(http).put("a", RetentionSettings.OFF, deadline);
  }
}
