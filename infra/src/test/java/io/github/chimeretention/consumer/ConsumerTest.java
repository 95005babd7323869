package io.github.chimeretention.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import io.github.chimeretention.cdk.IRetentionProvider;
import io.github.chimeretention.cdk.IRetentionSettings;
import io.github.chimeretention.cdk.RetentionDriftMonitor;
import io.github.chimeretention.cdk.RetentionProvider;
import io.github.chimeretention.cdk.Stacks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** Compiles like a user's code, in another package and with inferred types. */
@DisplayName("Code outside the library's package")
class ConsumerTest {
  private static final String ARN = "arn:aws:chime:us-east-1:111122223333:app-instance/support";

  private final Stack stack = Stacks.stack();

  private final ChimeRetentionSettings account =
      ChimeRetentionSettings.Builder.create(stack, "Account")
          .accountId("a")
          .roomRetention(Duration.days(365))
          .build();

  private final ChimeAppInstanceRetentionSettings appInstance =
      ChimeAppInstanceRetentionSettings.Builder.create(stack, "AppInstance")
          .appInstanceArn(ARN)
          .channelRetention(Duration.days(30))
          .build();

  @Test
  @DisplayName("puts both constructs in one list, stream or variable")
  void inferred() {
    for (var retention : Arrays.asList(account, appInstance)) {
      retention.onCloudTrailPut("Listed");
    }
    Stream.of(account, appInstance).forEach(retention -> retention.onCloudTrailPut("Streamed"));
    List.of(account, appInstance).forEach(it -> it.applyRemovalPolicy(RemovalPolicy.RETAIN));
    var either = stack.getNode().getChildren().isEmpty() ? account : appInstance;
    either.onCloudTrailPut("Either");
    IRetentionSettings declared = either;
    CfnOutput.Builder.create(stack, "From").value(declared.getInitiateDeletionTimestamp()).build();

    Template.fromStack(stack).resourceCountIs("AWS::Events::Rule", 5);
    assertThat(account.getAccountId()).isEqualTo("a");
    assertThat(appInstance.getAppInstanceArn()).isEqualTo(ARN);
  }

  @Test
  @DisplayName("monitors both constructs, and handles monitor and provider the same way")
  void functions() {
    var monitor =
        RetentionDriftMonitor.Builder.create(stack, "Drift")
            .monitored(Arrays.asList(account, appInstance))
            .build();
    RetentionProvider provider = RetentionProvider.shared(stack);

    for (var function : Arrays.asList(provider, monitor)) {
      assertThat(function.metricErrors().getMetricName()).isEqualTo("Errors");
    }
    Template.fromStack(stack).resourceCountIs("AWS::Scheduler::Schedule", 1);
  }

  @Test
  @DisplayName("accepts any provider, new or imported")
  void providers() {
    var own = RetentionProvider.Builder.create(stack, "Own").build();
    String arn = "arn:aws:lambda:us-east-1:111122223333:function:retention";
    var imported = RetentionProvider.fromFunctionArn(stack, "Imported", arn);
    List<IRetentionProvider> providers = List.of(own, imported);
    providers.forEach(
        provider ->
            ChimeRetentionSettings.Builder.create(stack, "By" + provider.getNode().getId())
                .accountId(provider.getNode().getId())
                .provider(provider)
                .build());

    Template.fromStack(stack).resourceCountIs("Custom::ChimeRetentionSettings", 3);
  }
}
