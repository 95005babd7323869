package io.github.chimeretention.lambda.chime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An attempt")
class SignedExchangeTest {
  private static final Deadline DEADLINE = new Deadline(() -> 5_000);

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  @DisplayName("that is refused has done nothing")
  void refused() throws IOException {
    server.close();

    FailedAttempt failure = send(DEADLINE);

    assertThat(failure)
        .hasMessageStartingWith("no connection, ")
        .hasCauseInstanceOf(ConnectException.class);
    assertThat(failure.effect()).isEqualTo(Effect.NONE);
    assertThat(failure.isTransient()).isTrue();
  }

  @Test
  @DisplayName("that ends after the request, and is refused then, may have done it")
  void endsAndIsRefused() {
    new Thread(this::takeAndDie).start();

    FailedAttempt failure = send(DEADLINE);

    assertThat(failure).hasMessageStartingWith("no answer");
    assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
    assertThat(failure.isTransient()).isTrue();
  }

  @Test
  @DisplayName("that has connected when the time is over does not send its request")
  void frozen() throws IOException {
    Thread waiting = Thread.currentThread();

    FailedAttempt failure = send(new Deadline(() -> Thread.currentThread() == waiting ? 5_000 : 0));

    try (Socket socket = server.accept()) {
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
    assertThat(failure)
        .hasMessage("no connection, InterruptedIOException: no time was left for it");
    assertThat(failure.effect()).isEqualTo(Effect.NONE);
  }

  @Test
  @DisplayName("at an endpoint that is no URL has done nothing, and is not repeated")
  void noUrl() {
    FailedAttempt failure = send("no url", DEADLINE);

    assertThat(failure).hasMessageContaining("no url");
    assertThat(failure.effect()).isEqualTo(Effect.NONE);
    assertThat(failure.isTransient()).isFalse();
  }

  @Test
  @DisplayName("at a port that is none has done nothing, and is not repeated")
  void noPort() {
    FailedAttempt failure = send("http://127.0.0.1:99999/", DEADLINE);

    assertThat(failure.effect()).isEqualTo(Effect.NONE);
    assertThat(failure.isTransient()).isFalse();
  }

  private FailedAttempt send(Deadline deadline) {
    return send("http://127.0.0.1:" + server.getLocalPort() + "/", deadline);
  }

  private static FailedAttempt send(String url, Deadline deadline) {
    ChimeRequest request =
        new ChimeRequest("Put", "account a", url, "us-east-1", Optional.of("{}"));
    return catchThrowableOfType(
        FailedAttempt.class, () -> new SignedExchange().send(request, deadline));
  }

  /** Reads the request, then is gone. */
  private void takeAndDie() {
    try (Socket socket = server.accept()) {
      server.close();
      if (socket.getInputStream().read(new byte[1024]) < 0) {
        throw new IOException("no request");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
