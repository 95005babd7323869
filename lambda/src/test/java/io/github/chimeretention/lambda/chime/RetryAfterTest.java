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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A service that asks not to be called for a time")
class RetryAfterTest {
  @RegisterExtension
  static final WireMockExtension service =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private final ChimeAccountRetention account =
      new ChimeAccountRetention(ServiceEndpoint.at(service.baseUrl()));

  @Test
  @DisplayName("is called again after it")
  void isCalledAfterIt() throws InterruptedException {
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
  @DisplayName("longer than there is has had its last call")
  void tooLong() {
    service.stubFor(
        any(anyUrl()).willReturn(aResponse().withStatus(503).withHeader("Retry-After", "3600")));

    assertThatThrownBy(() -> account.get("a", new Deadline(() -> 60_000)))
        .isInstanceOf(ServiceCallException.class)
        .hasMessageContaining("still failing when the time was over: error: no message");
    assertThat(service.getAllServeEvents()).hasSize(1);
  }
}
