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
import io.github.chimeretention.lambda.retention.RetentionSettings;
import io.github.chimeretention.lambda.retention.ServiceCallException;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** By the HTTP client of production, over sockets. */
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
  @DisplayName("was not sent if nobody accepts the connection")
  void connectionRefused() throws IOException {
    try (Socket notListening = new Socket()) {
      notListening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

      ServiceCallException failure = put("http://127.0.0.1:" + notListening.getLocalPort());

      assertThat(failure).extracting("effect").isEqualTo(Effect.NONE);
      assertThat(failure)
          .hasMessageStartingWith(
              "ConnectException: PutRetentionSettings for the account a: Connection refused"
                  + " (not sent); the next attempt is due in PT");
    }
  }

  @Test
  @DisplayName("was not sent if the TLS handshake is broken off")
  void handshakeReset() throws IOException {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> resetEach(server));

      ServiceCallException failure = put("https://127.0.0.1:" + server.getLocalPort());

      assertThat(failure).extracting("effect").isEqualTo(Effect.NONE);
      assertThat(failure).hasMessageContaining("(not sent)");
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
      // The test is over.
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  @DisplayName("after its body may have been accepted")
  void resetAfterBody(Fault fault) {
    service.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

    ServiceCallException failure = put(service.baseUrl());

    assertThat(failure).extracting("effect").isEqualTo(Effect.UNKNOWN);
    assertThat(failure).hasMessageContaining("(no usable response)");
  }

  @Test
  @DisplayName("by a refusal for lack of authentication keeps code, status and request id")
  void unauthorized() {
    service.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(401)
                    .withHeader("x-amzn-ErrorType", "UnauthorizedClientException")
                    .withHeader("x-amzn-RequestId", "request-7")
                    .withBody("{\"Message\": \"no\"}")));

    ServiceCallException failure = put(service.baseUrl());

    assertThat(failure).extracting("effect").isEqualTo(Effect.NONE);
    assertThat(failure)
        .hasMessageStartingWith("UnauthorizedClientException: PutRetentionSettings for")
        .hasMessageEndingWith("(HTTP status 401, request id request-7)");
  }

  @Test
  @DisplayName("sends nothing once its thread is interrupted")
  void interrupted() {
    Queue<byte[]> bodies = new ConcurrentLinkedQueue<>();
    HttpServerStub server =
        (request, body) -> {
          bodies.add(body);
          return HttpServerStub.response(204, "");
        };
    try {
      Throwable failure =
          catchThrowable(
              () ->
                  new ChimeAccountRetention(new InterruptedWhileConnecting(server))
                      .put("a", RetentionSettings.OFF, Deadline.in(Duration.ofHours(1), time)));

      assertThat(failure).isNotNull();
      assertThat(bodies).isEmpty();
    } finally {
      Thread.interrupted();
    }
  }

  private ServiceCallException put(String endpoint) {
    System.setProperty(ENDPOINT, endpoint);
    try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
      ChimeAccountRetention account = new ChimeAccountRetention(http);
      return catchThrowableOfType(
          ServiceCallException.class,
          () -> account.put("a", RetentionSettings.OFF, Deadline.in(Duration.ofSeconds(30), time)));
    }
  }

  /** An HTTP client whose thread is interrupted before it asks for the body. */
  private record InterruptedWhileConnecting(SdkHttpClient http) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      Thread.currentThread().interrupt();
      return http.prepareRequest(request);
    }

    @Override
    public void close() {}
  }
}
