package io.github.chimeretention.lambda.cloudformation;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Puts an answer to its URL, again and again until it is accepted, refused for good, or the time is
 * over. Thread-safe.
 */
public final class ResponseSender {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

  private final BackoffStrategy backoff =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(3));

  /**
   * Sends the answer.
   *
   * @throws ResponseNotAcceptedException if it was not accepted by the deadline, or will never be
   * @throws InterruptedException if the thread is interrupted
   */
  public void send(ResponseUrl url, byte[] response, Deadline deadline, StepLog log)
      throws ResponseNotAcceptedException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Attempt result = attempt(url, response, deadline.within(ATTEMPT_TIMEOUT));
      if (result.accepted()) {
        log.info("CloudFormation accepted the response");
        return;
      }
      Duration delay = backoff.computeDelay(attempt);
      if (result.refusedForGood() || !deadline.allows(delay)) {
        throw new ResponseNotAcceptedException(
            "CloudFormation did not accept the response (attempt %d): %s"
                .formatted(attempt, result.problem()));
      }
      log.warn("Sending the response again: " + result.problem());
      TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    }
  }

  private static Attempt attempt(ResponseUrl url, byte[] response, Deadline deadline)
      throws InterruptedException {
    try {
      HttpURLConnection connection = url.connect();
      try {
        return Attempt.answered(deadline.call(() -> put(connection, response)));
      } catch (ExecutionException e) {
        connection.disconnect();
        return Attempt.failed(e.getCause());
      } catch (TimeoutException e) {
        connection.disconnect();
        return Attempt.failed(e);
      }
    } catch (IOException e) {
      return Attempt.failed(e);
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
    return connection.getResponseCode();
  }

  /** What came of one attempt: an HTTP status, or 0 and what went wrong. */
  private record Attempt(int status, String problem) {
    static Attempt answered(int status) {
      return new Attempt(status, "HTTP status " + status);
    }

    /** Says the kind of failure only: a message may quote the URL. */
    static Attempt failed(Throwable failure) {
      return new Attempt(0, failure.getClass().getSimpleName());
    }

    boolean accepted() {
      return status >= 200 && status < 300;
    }

    boolean refusedForGood() {
      return status >= 300 && status < 500 && status != 408 && status != 429;
    }
  }
}
