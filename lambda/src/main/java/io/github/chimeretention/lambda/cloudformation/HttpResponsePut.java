package io.github.chimeretention.lambda.cloudformation;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Puts a response by HTTP. */
final class HttpResponsePut implements ResponsePut {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

  @Override
  public int put(ResponseUrl url, byte[] response, Deadline deadline)
      throws IOException, InterruptedException {
    HttpURLConnection connection = url.connect();
    try {
      // A read timeout does not bound an answer that drips in.
      return deadline
          .within(ATTEMPT_TIMEOUT)
          .call(() -> put(connection, response), connection::disconnect);
    } catch (ExecutionException e) {
      connection.disconnect();
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new InterruptedIOException("no answer in time");
    }
  }

  private static int put(HttpURLConnection connection, byte[] response) throws IOException {
    connection.setRequestMethod("PUT");
    connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) ATTEMPT_TIMEOUT.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setDoOutput(true);
    // The URL is signed for an empty content type; left out, the JDK would add one of its own.
    connection.setRequestProperty("Content-Type", "");
    // With a fixed length the JDK neither buffers nor repeats the request on its own account.
    connection.setFixedLengthStreamingMode(response.length);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(response);
    }
    int status = connection.getResponseCode();
    readToEnd(connection);
    return status;
  }

  /** Lets the connection serve the next event too; what the answer's body says does not matter. */
  private static void readToEnd(HttpURLConnection connection) {
    try {
      connection.getInputStream().close();
    } catch (IOException e) {
      connection.disconnect();
    }
  }
}
