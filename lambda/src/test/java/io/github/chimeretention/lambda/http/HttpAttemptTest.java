package io.github.chimeretention.lambda.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.priming.LoopbackTls;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request")
class HttpAttemptTest {
  private static final byte[] BODY = "{}".getBytes(US_ASCII);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Deadline DEADLINE = new Deadline(() -> 60_000);

  private final SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
  private final SSLServerSocket server;

  HttpAttemptTest() throws Exception {
    server = LoopbackTls.server();
  }

  @BeforeEach
  void trust() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(LoopbackTls.client());
  }

  @AfterEach
  void close() throws IOException {
    HttpsURLConnection.setDefaultSSLSocketFactory(before);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP"})
  @DisplayName("is sent once, and failed, if its connection ends without an answer")
  void sentOnce(String answer) throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    FutureTask<?> unused =
        start(
            () -> {
              requests.add(exchange(answer));
              requests.add(exchange("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"));
              return null;
            });

    assertThatThrownBy(() -> status(DEADLINE))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NotSentException.class);
    assertThat(requests).hasSize(1).first().asString().startsWith("PUT / HTTP/1.1");
  }

  @Test
  @DisplayName("is answered on a new connection after one that failed")
  void answered() throws Exception {
    FutureTask<String> failed = start(() -> exchange(""));
    assertThatThrownBy(() -> status(DEADLINE)).isInstanceOf(IOException.class);
    failed.get();
    FutureTask<?> unused =
        start(() -> exchange("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"));

    assertThat(status(DEADLINE)).isEqualTo(401);
  }

  @Test
  @DisplayName("that is given up before it has a connection is not sent late")
  void notSentLate() throws Exception {
    CountDownLatch givenUp = new CountDownLatch(1);
    FutureTask<Integer> late =
        start(
            () -> {
              try (SSLSocket socket = (SSLSocket) server.accept()) {
                givenUp.await();
                return socket.getInputStream().read();
              } catch (IOException e) {
                return -1;
              }
            });

    assertThatThrownBy(() -> status(DEADLINE.within(Duration.ofMillis(300))))
        .isInstanceOf(NotSentException.class)
        .hasCauseInstanceOf(InterruptedIOException.class)
        .hasRootCauseMessage("it did not come in time");
    givenUp.countDown();
    assertThat(late.get()).isEqualTo(-1);
  }

  @Test
  @DisplayName("that is not answered in time may have been taken")
  void unanswered() {
    FutureTask<?> unused =
        start(
            () -> {
              try (SSLSocket socket = (SSLSocket) server.accept()) {
                return socket.getInputStream().readAllBytes();
              }
            });

    assertThatThrownBy(() -> status(DEADLINE.within(Duration.ofSeconds(2))))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("it did not come in time");
  }

  private int status(Deadline deadline) throws IOException, InterruptedException {
    return new HttpAttempt(connection(), BODY, LIMIT)
        .make(deadline, HttpURLConnection::getResponseCode);
  }

  private HttpURLConnection connection() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            new URL("https", LoopbackTls.HOST, server.getLocalPort(), "/").openConnection();
    connection.setRequestMethod("PUT");
    return connection;
  }

  /** Takes a request, answers, and closes the connection. */
  private String exchange(String answer) throws IOException {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      byte[] request = new byte[1 << 14];
      int length = socket.getInputStream().read(request);
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
      return new String(request, 0, length, US_ASCII);
    }
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "server");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
