package io.github.chimeretention.localcloud.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.RetentionType;
import io.github.chimeretention.localcloud.cloudformation.FaultHarness.Observation;
import io.github.chimeretention.localcloud.cloudformation.FaultHarnessPool.Run;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import io.github.chimeretention.localcloud.http.Certificates;
import io.github.chimeretention.localcloud.http.HttpFault;
import io.github.chimeretention.localcloud.http.HttpFault.Ending;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs two instances of the packaged function on events that overlap. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("After CloudFormation cancelled a Create")
class OverlapIT {
  private static final int HARNESSES = 4;

  /** In seconds. The Delete waits for about half of it. */
  private static final int FUNCTION_TIMEOUT = 40;

  private FaultHarnessPool harnesses;
  private List<Run<Case>> runs;

  /** The moment of the Delete, and the days afterwards, or null if the period is off. */
  @SuppressWarnings("ImmutableEnumChecker") // A supplier of new objects.
  enum Moment {
    AFTER_THE_PUT(Overlap::new, null),
    WHILE_THE_PUT_IS_DELAYED(DelayedPut::new, null),
    WHILE_THE_PUT_IS_RETRIED(RetriedPut::new, null),
    WHILE_AN_ACCEPTED_PUT_IS_RETRIED(RepeatedPut::new, null),
    AFTER_THE_PUT_WAS_REJECTED(RejectedPut::new, null),
    WHILE_OTHER_SETTINGS_ARE_ON(OtherSettings::new, FaultHarness.BEFORE),
    WHILE_THE_SERVICE_REJECTS_ITS_READ(RejectedRead::new, FaultHarness.DECLARED),
    WHILE_THE_SERVICE_REJECTS_ITS_PUT(RejectedClear::new, FaultHarness.DECLARED);

    private final Supplier<Overlap> overlap;
    private final Integer daysLeft;

    Moment(Supplier<Overlap> overlap, Integer daysLeft) {
      this.overlap = overlap;
      this.daysLeft = daysLeft;
    }
  }

  record Case(Moment moment, RetentionType type) {
    Observation run(FaultHarness harness) {
      return harness.overlap(type, moment.overlap.get());
    }
  }

  @BeforeAll
  void run(@TempDir Path folder) {
    harnesses = new FaultHarnessPool(folder, Certificates.in(folder), HARNESSES, FUNCTION_TIMEOUT);
    runs =
        Stream.of(Moment.values())
            .flatMap(
                moment -> Stream.of(RetentionType.values()).map(type -> new Case(moment, type)))
            .map(each -> harnesses.submit(each, each::run))
            .toList();
  }

  @AfterAll
  void close() {
    harnesses.close();
  }

  private List<Run<Case>> runs() {
    return runs;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  @DisplayName(
      "a Delete at the same time succeeds, and leaves only settings that the Create didn't write")
  void delete(Run<Case> run) {
    Observation observed = run.observed();
    assertThat(observed.outcome())
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            done -> assertThat(done.physicalId()).isEqualTo(observed.physicalId()));
    assertThat(observed.days()).as(observed.toString()).isEqualTo(run.what().moment().daysLeft);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT, Hours, 1",
    "ACCOUNT, RoomRetentionDays, never",
    "APP_INSTANCE, Hours, 1",
    "APP_INSTANCE, ChannelRetentionDays, never",
  })
  @DisplayName("a Delete with another version's properties needs only a valid identity")
  void otherVersion(RetentionType type, String property, String value) {
    Observation observed =
        run(type, Change.DELETE, FaultScenario.NONE, it -> it.put(property, value));

    assertThat(observed.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(observed.days()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("or not, a put that may have been accepted and then gets a 404 is read back")
  void notFoundAfterAnUnknownEffect(RetentionType type) {
    Observation observed = run(type, Change.UPDATE, new LostThenNotFound(), it -> {});

    assertThat(observed.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(observed.days()).isEqualTo(FaultHarness.DECLARED);
  }

  private Observation run(
      RetentionType type, Change change, FaultScenario scenario, Consumer<ObjectNode> properties) {
    return harnesses
        .submit(type, harness -> harness.run(type, change, scenario, properties))
        .observed();
  }

  private static final class LostThenNotFound extends Overlap {
    private final AtomicInteger puts = new AtomicInteger();

    @Override
    Optional<HttpFault> atPut() {
      return puts.incrementAndGet() == 1
          ? Optional.of(HttpFault.broken(true, "", Ending.RESET))
          : MatrixFault.NOT_FOUND.fault();
    }
  }

  /** The put arrives only after the Delete has read once. */
  private static class DelayedPut extends Overlap {
    final CountDownLatch read = new CountDownLatch(1);

    @Override
    Optional<HttpFault> atPut() {
      cancel();
      await(read);
      return WORKS;
    }

    @Override
    Optional<HttpFault> atGet() {
      if (isCancelled()) {
        read.countDown();
      }
      return WORKS;
    }
  }

  /** The service rejects puts until the Delete has read once. */
  private static final class RetriedPut extends DelayedPut {
    @Override
    Optional<HttpFault> atPut() {
      cancel();
      return read.getCount() == 0
          ? WORKS
          : Optional.of(HttpFault.whole(false, "503 Service Unavailable", "", "{}"));
    }
  }

  /** The first put is accepted, but its response is lost, so another put follows the Delete's. */
  private static final class RepeatedPut extends Overlap {
    private final AtomicInteger puts = new AtomicInteger();

    /**
     * Two reads after the Delete's put: the first confirms it, so the other put must wait for it.
     */
    private final CountDownLatch cleared = new CountDownLatch(2);

    @Override
    Optional<HttpFault> atPut() {
      int count = puts.incrementAndGet();
      if (count == 1) {
        cancel();
        return Optional.of(HttpFault.broken(true, "", Ending.RESET));
      }
      if (count == 2) {
        await(cleared);
      }
      return WORKS;
    }

    @Override
    Optional<HttpFault> atGet() {
      if (puts.get() > 2) {
        cleared.countDown();
      }
      return WORKS;
    }
  }

  private static final class RejectedPut extends Overlap {
    @Override
    Optional<HttpFault> atPut() {
      cancel();
      return FORBIDDEN;
    }
  }

  private static final class OtherSettings extends Overlap {
    @Override
    Integer before() {
      return FaultHarness.BEFORE;
    }

    @Override
    Optional<HttpFault> atGet() {
      cancel();
      return WORKS;
    }
  }

  private static final class RejectedRead extends Overlap {
    @Override
    Optional<HttpFault> atGet() {
      return isCancelled() ? FORBIDDEN : WORKS;
    }
  }

  private static final class RejectedClear extends Overlap {
    @Override
    Optional<HttpFault> atPut() {
      return isCancelled() ? FORBIDDEN : WORKS;
    }
  }
}
