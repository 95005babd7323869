package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.RetentionType.ACCOUNT;
import static io.github.chimeretention.cdk.Stacks.resources;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.sqs.Queue;

@DisplayName("The limits on a function's events")
class FunctionEventsTest {
  private static final String LIMITS = "AWS::Lambda::EventInvokeConfig";

  private final Stack stack = stack();

  @BeforeEach
  void declare() {
    ACCOUNT.settings(stack, "Retention").build();
  }

  @Test
  @DisplayName("can't be configured twice, because AWS Lambda would keep only one of them")
  void configured_once() {
    EventInvokeConfigOptions others = EventInvokeConfigOptions.builder().retryAttempts(0).build();

    for (RetentionFunction function :
        List.of(
            new RetentionProvider(stack, "Provider"), new RetentionDriftMonitor(stack, "Drift"))) {
      assertThatThrownBy(() -> function.getFunction().configureAsyncInvoke(others))
          .hasMessageContaining("An EventInvokeConfig has already been configured");
    }
  }

  @Test
  @DisplayName("keep their logical IDs, because new ones would conflict with them during an update")
  void logical_ids() {
    new RetentionDriftMonitor(stack, "Drift");

    assertThat(resources(stack, LIMITS))
        .containsOnlyKeys("RetentionProviderInvokeConfig4BA35FD8", "DriftInvokeConfig4D1355DE");
  }

  @Test
  @DisplayName("include the destination of events that the function failed to handle")
  void on_failure() {
    Stack other = stack();
    SqsDestination queue = new SqsDestination(new Queue(other, "Failed"));
    ACCOUNT
        .settings(other, "Retention")
        .provider(RetentionProvider.Builder.create(other, "Provider").onFailure(queue).build())
        .build();
    RetentionDriftMonitor.Builder.create(other, "Drift").onFailure(queue).build();

    assertThat(Stacks.allProperties(other, LIMITS))
        .hasSize(2)
        .allSatisfy(
            limits ->
                assertThat(limits.get("DestinationConfig"))
                    .asString()
                    .startsWith("{OnFailure={Destination={Fn::GetAtt=[Failed"));
    assertThat(
            resources(other, "AWS::IAM::Policy").values().stream()
                .filter(policy -> policy.toString().contains("sqs:SendMessage")))
        .hasSize(2);
  }
}
