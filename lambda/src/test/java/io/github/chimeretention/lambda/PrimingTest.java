package io.github.chimeretention.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.priming.Priming;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.retries.api.BackoffStrategy;

@DisplayName("The priming")
class PrimingTest {
  private final Queue<JsonNode> responses = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @EnumSource
  @DisplayName("goes the whole way of an event of the type in use")
  void oneType(ResourceUnderTest type) {
    prime(type.resourceType);

    assertThat(responses).hasSize(1);
    assertThat(responses.peek().path("Status").asText()).isEqualTo("SUCCESS");
    for (String period : type.days.keySet()) {
      assertThat(responses.peek().path("Data").path(period).asText()).isEqualTo("1");
    }
  }

  @Test
  @DisplayName("does so for each of several types")
  void bothTypes() {
    prime(
        ResourceUnderTest.ACCOUNT.resourceType + "," + ResourceUnderTest.APP_INSTANCE.resourceType);

    assertThat(responses)
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.path("Status").asText()).isEqualTo("SUCCESS"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Custom::Other"})
  @DisplayName("leaves out what is no type")
  void noType(String resourceTypes) {
    prime(resourceTypes);

    assertThat(responses).isEmpty();
  }

  private void prime(String resourceTypes) {
    ResponseSender sender =
        new ResponseSender(
            (url, response, deadline) -> {
              responses.add(
                  CloudFormationAndChime.json(new String(response, StandardCharsets.UTF_8)));
              return 200;
            },
            BackoffStrategy.retryImmediately());
    new Priming(
            resourceTypes,
            (event, resources, deadline) ->
                new RetentionHandler(resources, sender, Duration.ZERO)
                    .handle(event, deadline, StepLog.silent(), ""))
        .run();
  }
}
