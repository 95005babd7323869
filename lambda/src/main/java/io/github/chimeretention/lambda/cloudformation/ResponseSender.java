package io.github.chimeretention.lambda.cloudformation;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.invocation.Watchdog;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Puts a response to its URL, again and again until it is accepted, refused for good, or the time
 * is over. Thread-safe.
 */
public final class ResponseSender {
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

  /** What S3 says of a slow or a disturbed upload. */
  private static final Set<Integer> PASSING = Set.of(400, 408, 409, 429);

  private final SdkHttpClient http;
  private final Watchdog watchdog;
  private final BackoffStrategy backoff =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(3));

  /** Makes a sender. */
  public ResponseSender(SdkHttpClient http, Watchdog watchdog) {
    this.http = http;
    this.watchdog = watchdog;
  }

  /**
   * Sends the response.
   *
   * @throws IOException if it was not accepted by the deadline, or never will be
   * @throws InterruptedException if the thread is interrupted
   */
  public void send(ResponseUrl url, byte[] response, Deadline deadline, StepLog log)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      String problem;
      boolean isFinal = false;
      try {
        int status = put(url, response, deadline.within(ATTEMPT_TIMEOUT));
        if (status >= 200 && status < 300) {
          log.info("CloudFormation accepted the response");
          return;
        }
        problem = "HTTP status " + status;
        isFinal = isRefusal(status);
      } catch (ExecutionException e) {
        // Its kind only: its message may quote the URL.
        problem = e.getCause().getClass().getSimpleName();
      } catch (TimeoutException e) {
        problem = "no response in time";
      }
      Duration delay = backoff.computeDelay(attempt);
      if (isFinal || !deadline.allows(delay)) {
        throw new IOException(
            "CloudFormation did not accept the response (attempt " + attempt + "): " + problem);
      }
      log.warn("Sending the response again: " + problem);
      deadline.sleep(delay);
    }
  }

  private int put(ResponseUrl url, byte[] response, Deadline deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(url.uri())
            // The URL is signed for an empty content type; without it the JDK adds its own.
            .putHeader("Content-Type", "")
            .putHeader("Content-Length", Integer.toString(response.length))
            .build();
    ExecutableHttpRequest attempt =
        http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(ContentStreamProvider.fromByteArray(response))
                .build());
    try {
      return watchdog.call(() -> status(attempt.call()), deadline);
    } catch (TimeoutException e) {
      attempt.abort();
      throw e;
    }
  }

  private static int status(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isPresent()) {
      // Closed, so that its connection can be used again; what it says does not matter.
      response.responseBody().get().close();
    }
    return response.httpResponse().statusCode();
  }

  private static boolean isRefusal(int status) {
    return status >= 300 && status < 500 && !PASSING.contains(status);
  }
}
