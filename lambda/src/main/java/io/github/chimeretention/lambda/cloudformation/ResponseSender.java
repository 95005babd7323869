package io.github.chimeretention.lambda.cloudformation;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Puts a response to its URL, again and again until it is accepted, refused for good, or the time
 * is over. Thread-safe.
 */
public final class ResponseSender {
  private final ResponsePut put;
  private final BackoffStrategy backoff;

  /** Makes a sender that puts by HTTP. */
  public ResponseSender() {
    this(
        new HttpResponsePut(),
        BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(3)));
  }

  public ResponseSender(ResponsePut put, BackoffStrategy backoff) {
    this.put = put;
    this.backoff = backoff;
  }

  /**
   * Sends the response.
   *
   * @throws ResponseNotAcceptedException if it was not accepted by the deadline, or will never be
   * @throws InterruptedException if the thread is interrupted
   */
  public void send(ResponseUrl url, byte[] response, Deadline deadline, StepLog log)
      throws ResponseNotAcceptedException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      String problem;
      boolean forGood = false;
      try {
        int status = put.put(url, response, deadline);
        if (status >= 200 && status < 300) {
          log.info("CloudFormation accepted the response");
          return;
        }
        problem = "HTTP status " + status;
        forGood = isForGood(status);
      } catch (IOException e) {
        problem = kindOf(e);
      }
      Duration delay = backoff.computeDelay(attempt);
      if (forGood || !deadline.allows(delay)) {
        throw new ResponseNotAcceptedException(
            "CloudFormation did not accept the response (attempt %d): %s"
                .formatted(attempt, problem));
      }
      log.warn("Sending the response again: " + problem);
      TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    }
  }

  /** What S3 answers to a slow or a disturbed upload (400, 408, 409, 429) passes. */
  private static boolean isForGood(int status) {
    return status >= 300
        && status < 500
        && status != 400
        && status != 408
        && status != 409
        && status != 429;
  }

  /** Says the kind of a failure only: its message may quote the URL. */
  private static String kindOf(IOException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName();
  }
}
