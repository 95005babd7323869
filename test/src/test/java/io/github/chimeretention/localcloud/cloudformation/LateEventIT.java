package io.github.chimeretention.localcloud.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.RetentionType;
import io.github.chimeretention.localcloud.cloudformation.FaultHarness.Observation;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import io.github.chimeretention.localcloud.http.Certificates;
import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.http.HttpFault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An event that arrives after its ServiceTimeout")
class LateEventIT {
  private static final int FUNCTION_TIMEOUT = 120;

  @TempDir private Path folder;

  /** Counts the calls to the service. */
  private record Counting(AtomicInteger calls) implements FaultScenario {
    @Override
    public Optional<HttpFault> atService(FaultHarness harness, Request request) {
      calls.incrementAndGet();
      return Optional.empty();
    }
  }

  @Test
  @DisplayName("fails and calls nothing, because CloudFormation may have made later changes")
  void late() {
    Clock twoHoursAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
    Counting service = new Counting(new AtomicInteger());
    try (FaultHarness harness =
        new FaultHarness(folder, folder, Certificates.in(folder), twoHoursAgo, FUNCTION_TIMEOUT)) {
      Observation observed = harness.run(RetentionType.ACCOUNT, Change.CREATE, service);
      assertThat(observed.outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.physicalId()).isEqualTo("chime-retention:not-created");
                assertThat(failed.reason()).contains("ServiceTimeout");
              });
      assertThat(service.calls()).hasValue(0);
    }
  }
}
