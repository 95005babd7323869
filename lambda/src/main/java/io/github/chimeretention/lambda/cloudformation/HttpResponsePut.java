package io.github.chimeretention.lambda.cloudformation;

import io.github.chimeretention.lambda.http.HttpAttempt;
import io.github.chimeretention.lambda.invocation.Deadline;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;

/** Puts a response by HTTP. */
final class HttpResponsePut implements ResponsePut {
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

  @Override
  public int put(ResponseUrl url, byte[] response, Deadline deadline)
      throws IOException, InterruptedException {
    HttpURLConnection connection = url.connect();
    connection.setRequestMethod("PUT");
    // The URL is signed for an empty content type; left out, the JDK would add one of its own.
    connection.setRequestProperty("Content-Type", "");
    // With a fixed length the JDK neither buffers nor repeats the request on its own account.
    connection.setFixedLengthStreamingMode(response.length);
    try {
      return new HttpAttempt(connection, response, ATTEMPT_TIMEOUT)
          .make(deadline, HttpResponsePut::status);
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  private static int status(HttpURLConnection connection) throws IOException {
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
