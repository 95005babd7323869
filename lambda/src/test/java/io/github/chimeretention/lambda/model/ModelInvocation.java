package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.OverlappingTime;
import io.github.chimeretention.lambda.RetentionHandlers;
import io.github.chimeretention.lambda.TestContext;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.model.Disturbances.Fault;
import io.github.chimeretention.lambda.model.Disturbances.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** One invocation of the real handler, for one delivery of an event. */
final class ModelInvocation implements Deadline.Time {
  static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** Ends the function's process. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  final ModelEvent event;
  final Disturbances disturbances;
  final Duration startedAt;
  private final int number;
  private final OverlappingTime time;
  private final RandomGenerator random;
  private final Thread thread = Thread.currentThread();
  private final List<String> accepted = new ArrayList<>();
  private Duration respondedAt;
  private int responses;
  private int steps;
  private boolean isDead;
  private boolean isRejected;

  ModelInvocation(
      ModelEvent event, Disturbances disturbances, OverlappingTime time, RandomGenerator random) {
    this.event = event;
    this.number = event.newInvocation();
    this.disturbances = disturbances;
    this.time = time;
    this.startedAt = time.now();
    this.random = random;
  }

  /** Runs the handler, and returns whether it succeeded. */
  boolean run(String json, ModelService service, String resourceType) {
    note("begins with " + disturbances);
    boolean returned = false;
    try {
      new TestContext(TIMEOUT)
          .handle(
              json.getBytes(StandardCharsets.UTF_8),
              RetentionHandlers.of(
                  List.of(new ModelCalls(resourceType, service, this)),
                  HttpServerStub.of((request, body) -> store(body)),
                  this,
                  Clock.fixed(RetentionHandlers.NOW.plus(startedAt), ZoneOffset.UTC)));
      returned = true;
    } catch (IOException | Death e) {
      note("ends with " + e);
    }
    assertResponses(returned);
    return returned;
  }

  /** Asserts that there was exactly one response, unless that was impossible. */
  private void assertResponses(boolean returned) {
    assertThat(accepted.stream().distinct().count()).as("different responses").isLessThan(2);
    Response response = disturbances.response();
    boolean isOutage = response == Response.UNAVAILABLE || response == Response.REJECTED;
    if (!isDead) {
      assertThat(returned).isEqualTo(!isOutage && response != Response.RECEIPTS_LOST);
      assertThat(accepted.isEmpty()).isEqualTo(isOutage);
    }
    if (!isDead && returned) {
      assertThat(accepted).hasSize(response == Response.LOST_ON_THE_WAY_BACK ? 2 : 1);
      assertThat(respondedAt.minus(startedAt)).isLessThan(TIMEOUT);
    }
  }

  /** Stores a response as Amazon S3 does. */
  private HttpExecuteResponse store(byte[] body) throws IOException {
    step();
    respondedAt = respondedAt == null ? time.now() : respondedAt;
    time.sleep(latency());
    Response response = disturbances.response();
    boolean isFirst = ++responses == 1;
    if (response == Response.REJECTED || response == Response.UNAVAILABLE) {
      return HttpServerStub.response(response == Response.REJECTED ? 403 : 503, "");
    }
    if (!isFirst || response != Response.LOST_ON_THE_WAY_THERE) {
      accepted.add(new String(body, StandardCharsets.UTF_8));
      note("responds " + accepted.get(0));
      event.answer(this, accepted.get(0));
      time.handOver(latency());
      step();
    }
    boolean isReceived = !isFirst || response == Response.ACCEPTED;
    if (!isReceived || response == Response.RECEIPTS_LOST) {
      throw new IOException("reset");
    }
    return HttpServerStub.response(200, "");
  }

  /** Takes one step of the process, which may die there. */
  void step() {
    if (isDead || ++steps == disturbances.lastStep()) {
      isDead = true;
      throw new Death();
    }
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  /** Waits; before a repeated response for a fixed time, because the back-off is random. */
  @Override
  public void sleep(Duration duration) {
    boolean isOutage =
        disturbances.response() == Response.UNAVAILABLE
            || disturbances.response() == Response.RECEIPTS_LOST;
    Duration backoff = isOutage ? startedAt.plus(TIMEOUT).minus(time.now()) : Duration.ofSeconds(1);
    time.sleep(Thread.currentThread() == thread ? backoff : duration);
  }

  Fault nextFault(boolean isPut) {
    Fault fault = disturbances.calls().next(isPut, time.now().minus(startedAt), random);
    isRejected |= fault == Fault.REJECTED || fault == Fault.NOT_AUTHORIZED;
    return fault;
  }

  Duration latency() {
    return Duration.ofMillis(random.nextInt(1, disturbances.maxLatencyMillis()));
  }

  Duration lag() {
    return Duration.ofSeconds(random.nextInt(disturbances.maxLagSeconds() + 1));
  }

  /** Makes a request arrive within a second. */
  void arriveLate(Runnable request) {
    time.after(Duration.ofMillis(random.nextInt(1_000)), request);
  }

  /** When the function first sent its response. */
  Duration respondedAt() {
    return respondedAt;
  }

  /** Whether the service rejected an attempt with an error code. */
  boolean isRejected() {
    return isRejected;
  }

  void note(String what) {
    time.note("  " + this + " " + what);
  }

  @Override
  public String toString() {
    return event + "#" + number;
  }
}
