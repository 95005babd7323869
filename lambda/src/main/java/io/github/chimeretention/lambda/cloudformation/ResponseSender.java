package io.github.chimeretention.lambda.cloudformation;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Sends a response to its URL, with retries until it is accepted, permanently rejected, or the
 * deadline passes. Thread-safe.
 */
public final class ResponseSender {
  /** The statuses that S3 returns for a slow or interrupted upload. */
  private static final Set<Integer> PASSING = Set.of(400, 408, 409, 429);

  private final SdkHttpClient http;
  private final BackoffStrategy backoff =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(3));

  public ResponseSender(SdkHttpClient http) {
    this.http = http;
  }

  /** Sends the response; throws if it was rejected or not accepted by the deadline. */
  public void send(ResponseUrl url, byte[] response, Deadline deadline, StepLog log)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      int status = 0;
      String problem;
      try {
        status = put(url, response);
        if (status >= 200 && status < 300) {
          log.info("CloudFormation accepted the response");
          return;
        }
        problem = "HTTP status " + status;
      } catch (IOException | RuntimeException e) {
        // Name only the exception's class: its message may quote the URL.
        problem = e.getClass().getSimpleName();
      }
      Duration delay = backoff.computeDelay(attempt);
      boolean isRefused = status >= 300 && status < 500 && !PASSING.contains(status);
      if (isRefused || deadline.left().compareTo(delay) <= 0) {
        problem =
            "CloudFormation did not accept the response (attempt %d): %s"
                .formatted(attempt, problem);
        log.error(problem);
        throw new IOException(problem);
      }
      log.info("Sending the response again: " + problem);
      deadline.time().sleep(delay);
    }
  }

  private int put(ResponseUrl url, byte[] response) throws IOException {
    SdkHttpRequest request =
        url.request()
            // The URL is signed for an empty content type; without it the JDK adds its own.
            .putHeader("Content-Type", "")
            .putHeader("Content-Length", Integer.toString(response.length))
            .build();
    HttpExecuteRequest execution =
        HttpExecuteRequest.builder()
            .request(request)
            .contentStreamProvider(ContentStreamProvider.fromByteArray(response))
            .build();
    HttpExecuteResponse accepted = http.prepareRequest(execution).call();
    if (accepted.responseBody().isPresent()) {
      // Close the body unread, so that its connection can be reused.
      accepted.responseBody().get().close();
    }
    return accepted.httpResponse().statusCode();
  }
}
