package io.github.chimeretention.lambda.chime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection to the service")
class BufferedConnectionTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Test
  @DisplayName("that is refused is reported as refused: nothing has arrived")
  void refused() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    HttpURLConnection connection = open(server);
    server.close();

    assertThatThrownBy(connection::connect).isInstanceOf(ConnectException.class);
  }

  @Test
  @DisplayName("that ends after the request, and is refused then, is reported as no answer")
  void endsAndIsRefused() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    HttpURLConnection connection = open(server);
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    connection.connect();
    connection.getOutputStream().write("{}".getBytes(US_ASCII));
    Thread service = new Thread(() -> takeAndDie(server));
    service.start();

    Throwable thrown = catchThrowable(connection::getResponseCode);

    assertThat(thrown)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(ConnectException.class)
        .hasNoCause();
  }

  private static HttpURLConnection open(ServerSocket server) {
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    return BufferedConnection.open(uri, TIMEOUT, TIMEOUT);
  }

  /** Reads the request, then is gone. */
  private static void takeAndDie(ServerSocket server) {
    try (server;
        Socket socket = server.accept()) {
      server.close();
      byte[] request = new byte[1024];
      if (socket.getInputStream().read(request) < 0) {
        throw new IOException("no request");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
