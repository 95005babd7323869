package io.github.chimeretention.lambda.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The time of an invocation")
class TimeBudgetTest {

  @ParameterizedTest
  @CsvSource({
    // The function's timeout and the five deadlines, in ms.
    "300000, 234800, 254800, 274800, 279800, 299800",
    "64200, 24750, 33000, 44000, 48000, 64000",
    "200, 0, 0, 0, 0, 0",
    "0, 0, 0, 0, 0, 0",
  })
  @DisplayName(
      "leaves a quarter, at most 20 seconds, to respond, as much to read back, and as much for"
          + " a Delete to see a Create's last put")
  void parts(int timeout, int put, int clear, int confirmation, int watchdog, int response) {
    VirtualTime time = new VirtualTime();

    TimeBudget budget = TimeBudget.until(Deadline.in(Duration.ofMillis(timeout), time));

    assertThat(budget.put().left()).hasMillis(put);
    assertThat(budget.clear().left()).hasMillis(clear);
    assertThat(budget.confirmation().left()).hasMillis(confirmation);
    assertThat(budget.watchdog().left()).hasMillis(watchdog);
    assertThat(budget.response().left()).hasMillis(response);
  }
}
