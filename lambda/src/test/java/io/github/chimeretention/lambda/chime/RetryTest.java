package io.github.chimeretention.lambda.chime;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import io.github.chimeretention.lambda.retention.ServiceCallException;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A call that failed")
class RetryTest {
  @RegisterExtension
  static final WireMockExtension service =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private final ChimeAccountRetention account =
      new ChimeAccountRetention(ServiceEndpoint.at(service.baseUrl()));

  @Test
  @DisplayName("is repeated after the time for which the service asks not to be called")
  void retryAfter() throws InterruptedException {
    service.stubFor(
        any(anyUrl())
            .inScenario("first")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "1"))
            .willSetStateTo("later"));
    service.stubFor(
        any(anyUrl())
            .inScenario("first")
            .whenScenarioStateIs("later")
            .willReturn(aResponse().withStatus(204)));

    account.put("a", RetentionSettings.OFF, new Deadline(() -> 60_000));

    List<Instant> times =
        service.getAllServeEvents().stream()
            .map(event -> event.getRequest().getLoggedDate().toInstant())
            .sorted()
            .toList();
    assertThat(times).hasSize(2);
    assertThat(Duration.between(times.get(0), times.get(1)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("is not repeated if the service asks for more time than there is")
  void retryAfterTooLong() {
    service.stubFor(
        any(anyUrl()).willReturn(aResponse().withStatus(503).withHeader("Retry-After", "3600")));

    assertThatThrownBy(() -> account.get("a", new Deadline(() -> 60_000)))
        .isInstanceOf(ServiceCallException.class)
        .hasMessageContaining("still failing when the time was over: error: no message");
    assertThat(service.getAllServeEvents()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"999, false", "1200, true"})
  @DisplayName("is repeated only if a second is left for it, so that it is not cut off")
  void timeToRetry(int millisLeft, boolean repeated) {
    service.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(429)));

    assertThatThrownBy(
            () -> account.put("a", RetentionSettings.OFF, new Deadline(() -> millisLeft)))
        .isInstanceOfSatisfying(
            ServiceCallException.class, e -> assertThat(e.effect()).isEqualTo(Effect.NONE));
    assertThat(service.getAllServeEvents().size() > 1).isEqualTo(repeated);
  }
}
