package io.github.chimeretention.lambda.chime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.TimeBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chime.ChimeClient;

@DisplayName("When 500 resources are deployed at once to a service that allows ten calls a second,")
class ThrottlingTest {
  private static final int RESOURCES = 500;
  private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(5);

  @Test
  @DisplayName("each of them is put and read back before its function's time is over")
  void nobodyStarves() throws Exception {
    Turns turns = new Turns();
    Service service = new Service(turns);
    ExecutorService threads = Executors.newFixedThreadPool(RESOURCES);
    try {
      List<Future<String>> deployments = new ArrayList<>();
      for (int i = 0; i < RESOURCES; i++) {
        deployments.add(threads.submit(() -> deploy(service, turns)));
      }
      for (Future<String> deployment : deployments) {
        assertThat(deployment.get()).isEqualTo("accepted");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(service.accepted).isEqualTo(2 * RESOURCES);
    assertThat(service.throttled).isPositive();
  }

  private static String deploy(Service service, Turns turns) throws InterruptedException {
    // As in an instance of the function of its own.
    ServiceCalls<ChimeClient> calls =
        new ServiceCalls<>(
            ChimeClient::serviceMetadata,
            ChimeClient::builder,
            HttpServerStub.of(
                (request, body) -> {
                  throw new AssertionError("called: " + request);
                }));
    try {
      turns.sleep(Duration.ZERO);
      TimeBudget budget = TimeBudget.until(Deadline.in(FUNCTION_TIMEOUT, turns));
      calls.call("put", Region.US_EAST_1, budget.put(), (client, options) -> service.call());
      return calls.call(
          "get", Region.US_EAST_1, budget.confirmation(), (client, options) -> service.call());
    } finally {
      turns.pass();
    }
  }

  /** Accepts a call every tenth of a second; one that it throttles does not count. */
  private static final class Service {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Deadline.Time time;
    private long nextNanos;
    private int accepted;
    private int throttled;

    Service(Deadline.Time time) {
      this.time = time;
    }

    String call() {
      if (time.nanos() < nextNanos) {
        throttled++;
        throw throttling();
      }
      nextNanos = time.nanos() + INTERVAL.toNanos();
      accepted++;
      return "accepted";
    }

    private static AwsServiceException throttling() {
      return AwsServiceException.builder()
          .statusCode(429)
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("ThrottledClientException")
                  .sdkHttpResponse(SdkHttpResponse.builder().statusCode(429).build())
                  .build())
          .build();
    }
  }

  /**
   * Virtual time of many threads, one of which runs at a time once all of them have waited: whoever
   * waits gives the turn to the one whose wait is over first.
   */
  private static final class Turns implements Deadline.Time {
    private record Waiting(long untilNanos, Semaphore turn) {}

    private final PriorityQueue<Waiting> waiting =
        new PriorityQueue<>(Comparator.comparingLong(Waiting::untilNanos));
    private int running = RESOURCES;
    private volatile long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Waiting own = new Waiting(nanos + duration.toNanos(), new Semaphore(0));
      synchronized (this) {
        waiting.add(own);
        pass();
      }
      own.turn().acquire();
    }

    /** Ends the thread's turn. */
    synchronized void pass() {
      running--;
      if (running == 0 && !waiting.isEmpty()) {
        Waiting next = waiting.poll();
        nanos = next.untilNanos();
        running = 1;
        next.turn().release();
      }
    }
  }
}
