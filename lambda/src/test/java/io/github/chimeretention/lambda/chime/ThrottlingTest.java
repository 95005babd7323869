package io.github.chimeretention.lambda.chime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.OverlappingTime;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.TimeBudget;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chime.ChimeClient;

@DisplayName("When 500 resources are deployed at once, and the service allows ten calls a second,")
class ThrottlingTest {
  private static final int RESOURCES = 500;
  private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(5);

  @Test
  @DisplayName("each of them is put and read back before its function times out")
  void nobodyStarves() {
    OverlappingTime time = new OverlappingTime();
    Service service = new Service(time);
    for (int i = 0; i < RESOURCES; i++) {
      time.start(Duration.ZERO, () -> assertThat(deploy(service, time)).isEqualTo("accepted"));
    }
    time.runToEnd();
    assertThat(service.accepted).isEqualTo(2 * RESOURCES);
    assertThat(service.throttled).isPositive();
  }

  private static String deploy(Service service, OverlappingTime time) throws InterruptedException {
    // Each resource has its own instance of the function.
    ServiceCalls<ChimeClient> calls =
        new ServiceCalls<>(
            ChimeClient::serviceMetadata, ChimeClient::builder, HttpServerStub.NOT_CALLED);
    TimeBudget budget = TimeBudget.until(Deadline.in(FUNCTION_TIMEOUT, time));
    calls.call("put", Region.US_EAST_1, budget.put(), (client, options) -> service.call());
    return calls.call(
        "get", Region.US_EAST_1, budget.confirmation(), (client, options) -> service.call());
  }

  /** Accepts a call every tenth of a second; throttled calls don't count. */
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
}
