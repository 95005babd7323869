package io.github.chimeretention.localcloud.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.RetentionType;
import io.github.chimeretention.localcloud.cloudformation.FaultHarness.Observation;
import io.github.chimeretention.localcloud.cloudformation.FaultHarnessPool.Run;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import io.github.chimeretention.localcloud.http.Certificates;
import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.http.HttpFault;
import io.github.chimeretention.localcloud.http.HttpFault.Ending;
import java.nio.file.Path;
import java.util.ArrayList;
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
@DisplayName("When the function's process dies,")
class CrashIT {
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";
  private static final int HARNESSES = 2;

  /** In seconds; no test reaches it. */
  private static final int FUNCTION_TIMEOUT = 120;

  private static final HttpFault LOST = HttpFault.broken(false, "", Ending.RESET);

  /** A response that fills the heap, because the SDK reads an error completely. */
  private static final String ENDLESS =
      "HTTP/1.1 400 Bad Request\r\nContent-Length: 2000000000\r\n\r\n{\"Message\":\"x";

  private FaultHarnessPool harnesses;
  private List<Run<Crash>> runs;

  /** The moment of a crash: before this step of the function. */
  enum Moment {
    READ_BEFORE,
    PUT,
    READ_BACK,
    UPLOAD
  }

  /** A process that is killed once, at a moment of a change. */
  record Crash(
      Moment moment, Change change, RetentionType type, AtomicBoolean put, AtomicBoolean killed)
      implements FaultScenario {
    Crash(Moment moment, Change change, RetentionType type) {
      this(moment, change, type, new AtomicBoolean(), new AtomicBoolean());
    }

    Observation run(FaultHarness harness) {
      return harness.run(type, change, this);
    }

    @Override
    public Optional<HttpFault> atService(FaultHarness harness, Request request) {
      if (request.method().equals("PUT")) {
        put.set(true);
        return killAt(harness, Moment.PUT);
      }
      return killAt(harness, put.get() ? Moment.READ_BACK : Moment.READ_BEFORE);
    }

    @Override
    public Optional<HttpFault> atResponse(FaultHarness harness) {
      return killAt(harness, Moment.UPLOAD);
    }

    @Override
    public String toString() {
      return "at %s, %s of %s".formatted(moment, change, type);
    }

    private Optional<HttpFault> killAt(FaultHarness harness, Moment now) {
      if (now != moment || killed.getAndSet(true)) {
        return Optional.empty();
      }
      harness.kill();
      return Optional.of(LOST);
    }

    private boolean happens() {
      return change != Change.DELETE || moment == Moment.PUT || moment == Moment.UPLOAD;
    }
  }

  /**
   * After a put, the service responds to reads with an endless body, always or until the process is
   * out of memory: on a busy machine, an attempt can time out before.
   */
  record EndlessResponse(boolean always, AtomicBoolean put) implements FaultScenario {
    EndlessResponse(boolean always) {
      this(always, new AtomicBoolean());
    }

    @Override
    public Optional<HttpFault> atService(FaultHarness harness, Request request) {
      if (request.method().equals("PUT")) {
        put.set(true);
        return Optional.empty();
      }
      return put.get() && (always || !harness.log().contains(OUT_OF_MEMORY))
          ? Optional.of(HttpFault.broken(false, ENDLESS, Ending.FLOOD))
          : Optional.empty();
    }
  }

  @BeforeAll
  void run(@TempDir Path folder) {
    Certificates certificates = Certificates.in(folder);
    harnesses =
        new FaultHarnessPool(
            HARNESSES,
            i -> new FaultHarness(folder.resolve("harness-" + i), certificates, FUNCTION_TIMEOUT));
    runs = crashes().map(crash -> harnesses.submit(crash, crash::run)).toList();
  }

  @AfterAll
  void close() {
    harnesses.close();
  }

  private List<Run<Crash>> runs() {
    return runs;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  @DisplayName("Lambda's second attempt succeeds with one response")
  void secondAttempt(Run<Crash> run) {
    Crash crash = run.what();
    Observation observed = run.observed();
    assertThat(crash.killed()).isTrue();
    assertThat(observed.outcome())
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            done -> assertThat(done.physicalId()).isEqualTo(observed.identity()));
    assertThat(observed.days())
        .isEqualTo(crash.change() == Change.DELETE ? null : FaultHarness.DECLARED);
    assertThat(observed.otherDays()).isEqualTo(FaultHarness.BEFORE);
    assertThat(observed.uploads()).hasSize(1);
  }

  @Test
  @DisplayName("for lack of memory, the second attempt succeeds as well")
  void outOfMemory(@TempDir Path folder) {
    try (FaultHarness harness = harness(folder, "-XX:+ExitOnOutOfMemoryError")) {
      Observation observed = create(harness, new EndlessResponse(false));
      assertThat(observed.outcome()).isInstanceOf(Outcome.Succeeded.class);
      assertThat(observed.days()).isEqualTo(FaultHarness.DECLARED);
      assertThat(harness.log()).contains(OUT_OF_MEMORY);
    }
  }

  @Test
  @DisplayName("in every attempt, CloudFormation stops waiting at the ServiceTimeout")
  void always(@TempDir Path folder) {
    FaultScenario killing =
        new FaultScenario() {
          @Override
          public Optional<HttpFault> atResponse(FaultHarness harness) {
            harness.kill();
            return Optional.of(LOST);
          }
        };
    try (FaultHarness harness = harness(folder)) {
      Observation observed = create(harness, killing);
      assertThat(observed.outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.reason()).contains("did not receive a response"));
      assertThat(observed.uploads()).isEmpty();
      assertThat(observed.days()).isEqualTo(FaultHarness.DECLARED);
    }
  }

  @Test
  @DisplayName("only partly, for lack of memory, it still responds with FAILED and the reason")
  void survived(@TempDir Path folder) {
    try (FaultHarness harness = harness(folder)) {
      Observation observed = create(harness, new EndlessResponse(true));
      assertThat(observed.outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.physicalId()).isEqualTo(observed.identity());
                assertThat(failed.reason()).contains("OutOfMemoryError");
              });
    }
  }

  /** Each change at each moment, alternating the types; only an account's put is read back. */
  private static Stream<Crash> crashes() {
    List<Crash> crashes = new ArrayList<>();
    RetentionType[] types = RetentionType.values();
    int turn = 0;
    for (Moment moment : Moment.values()) {
      for (Change change : Change.values()) {
        RetentionType type =
            moment == Moment.READ_BACK ? RetentionType.ACCOUNT : types[turn++ % types.length];
        crashes.add(new Crash(moment, change, type));
      }
      turn++;
    }
    return crashes.stream().filter(Crash::happens);
  }

  private static FaultHarness harness(Path folder, String... javaOptions) {
    return new FaultHarness(folder, Certificates.in(folder), FUNCTION_TIMEOUT, javaOptions);
  }

  private static Observation create(FaultHarness harness, FaultScenario scenario) {
    return harness.run(RetentionType.ACCOUNT, Change.CREATE, scenario);
  }
}
