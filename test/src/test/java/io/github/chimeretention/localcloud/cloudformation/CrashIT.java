package io.github.chimeretention.localcloud.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.cloudformation.FaultLane.Observation;
import io.github.chimeretention.localcloud.cloudformation.FaultLane.Trouble;
import io.github.chimeretention.localcloud.cloudformation.FaultLanes.Run;
import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.http.HttpFault;
import io.github.chimeretention.localcloud.http.HttpFault.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("When the function's process dies")
class CrashIT {
  private static final int LANES = 2;
  private static final int FUNCTION_TIMEOUT = 20;
  private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(60);
  private static final HttpFault LOST = HttpFault.broken(false, "", Ending.RESET);

  /** An answer that goes on until it fills the heap: the SDK reads an error as a whole. */
  private static final String ENDLESS =
      "HTTP/1.1 400 Bad Request\r\nContent-Length: 2000000000\r\n\r\n{\"Message\":\"x";

  private FaultLanes lanes;
  private List<Run<Crash>> runs;

  /** The moment of a crash, in terms of what the function was about to do. */
  enum Moment {
    PUT,
    READ_BACK,
    UPLOAD
  }

  /** A process that is killed once, at a moment of a change. */
  record Crash(Moment moment, Change change, RetentionKind kind, AtomicBoolean killed)
      implements Trouble {
    @Override
    public Optional<HttpFault> atService(FaultLane lane, Request request) {
      return killAt(lane, request.method().equals("PUT") ? Moment.PUT : Moment.READ_BACK);
    }

    @Override
    public Optional<HttpFault> atResponse(FaultLane lane) {
      return killAt(lane, Moment.UPLOAD);
    }

    @Override
    public String toString() {
      return "at %s, %s of %s".formatted(moment, change, kind);
    }

    private Optional<HttpFault> killAt(FaultLane lane, Moment now) {
      if (now != moment || killed.getAndSet(true)) {
        return Optional.empty();
      }
      lane.kill();
      return Optional.of(LOST);
    }

    private boolean happens() {
      return change != Change.DELETE || moment != Moment.READ_BACK;
    }
  }

  /** The service answers gets without end, always or until the second put. */
  record EndlessAnswer(boolean always, AtomicBoolean second, AtomicBoolean first)
      implements Trouble {
    EndlessAnswer(boolean always) {
      this(always, new AtomicBoolean(), new AtomicBoolean());
    }

    @Override
    public Optional<HttpFault> atService(FaultLane lane, Request request) {
      if (request.method().equals("PUT")) {
        second.set(first.getAndSet(true));
        return Optional.empty();
      }
      return always || !second.get()
          ? Optional.of(HttpFault.broken(false, ENDLESS, Ending.FLOOD))
          : Optional.empty();
    }
  }

  @BeforeAll
  void run(@TempDir Path folder) {
    lanes = new FaultLanes(folder, LANES, FUNCTION_TIMEOUT, "-Xshare:auto");
    runs = crashes().map(crash -> lanes.submit(crash, lane -> run(lane, crash))).toList();
  }

  @AfterAll
  void close() {
    lanes.close();
  }

  private List<Run<Crash>> runs() {
    return runs;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  @DisplayName("Lambda's second attempt at the event comes to the right end, with one answer")
  void secondAttempt(Run<Crash> run) {
    Crash crash = run.what();
    Observation observed = run.observed();
    assertThat(crash.killed()).isTrue();
    assertThat(observed.outcome())
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            done -> assertThat(done.physicalId()).isEqualTo(observed.identity()));
    assertThat(observed.days())
        .isEqualTo(crash.change() == Change.DELETE ? null : FaultLane.DECLARED);
    assertThat(observed.otherDays()).isEqualTo(FaultLane.BEFORE);
    assertThat(observed.uploads()).hasSize(1);
  }

  @Test
  @DisplayName("for lack of memory, the second attempt comes to the right end as well")
  void outOfMemory(@TempDir Path folder) throws IOException {
    try (FaultLane lane = dying(folder)) {
      Observation observed = create(lane, new EndlessAnswer(false), SERVICE_TIMEOUT);
      assertThat(observed.outcome()).isInstanceOf(Outcome.Succeeded.class);
      assertThat(observed.days()).isEqualTo(FaultLane.DECLARED);
      assertThat(lane.log()).contains("Terminating due to java.lang.OutOfMemoryError");
    }
  }

  @Test
  @DisplayName("each time, CloudFormation stops waiting at the ServiceTimeout")
  void always(@TempDir Path folder) {
    try (FaultLane lane = dying(folder)) {
      Observation observed = create(lane, new EndlessAnswer(true), Duration.ofSeconds(10));
      assertThat(observed.outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.reason()).contains("did not receive a response"));
      assertThat(observed.uploads()).isEmpty();
      assertThat(observed.days()).isEqualTo(FaultLane.DECLARED);
    }
  }

  @Test
  @DisplayName("only in a part, for lack of memory, it still answers FAILED and says so")
  void survived(@TempDir Path folder) {
    try (FaultLane lane = new FaultLane(folder, FUNCTION_TIMEOUT, "-Xshare:auto")) {
      Observation observed = create(lane, new EndlessAnswer(true), SERVICE_TIMEOUT);
      assertThat(observed.outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.physicalId()).isEqualTo(observed.identity());
                assertThat(failed.reason()).contains("OutOfMemoryError");
              });
    }
  }

  private static Stream<Crash> crashes() {
    return Stream.of(Moment.values())
        .flatMap(
            moment ->
                Stream.of(Change.values())
                    .flatMap(
                        change ->
                            Stream.of(RetentionKind.values())
                                .map(kind -> new Crash(moment, change, kind, new AtomicBoolean()))))
        .filter(Crash::happens);
  }

  private static Observation run(FaultLane lane, Crash crash) {
    return lane.run(crash.kind(), crash.change(), crash, SERVICE_TIMEOUT);
  }

  private static FaultLane dying(Path folder) {
    return new FaultLane(folder, FUNCTION_TIMEOUT, "-XX:+ExitOnOutOfMemoryError");
  }

  private static Observation create(FaultLane lane, Trouble trouble, Duration serviceTimeout) {
    return lane.run(RetentionKind.ACCOUNT, Change.CREATE, trouble, serviceTimeout);
  }
}
