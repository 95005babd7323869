package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.stack;
import static io.github.chimeretention.cdk.Stacks.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.constructs.Construct;

@DisplayName("Props declare the same as a builder")
class PropsTest {
  @Test
  @DisplayName("of an account")
  void account() {
    Stack built = stack();
    ChimeRetentionSettings.Builder.create(built, "Retention")
        .accountId("a")
        .roomRetention(Duration.days(2))
        .conversationRetention(Duration.days(3))
        .removalPolicy(RemovalPolicy.RETAIN)
        .reapply("x")
        .overwriteExisting(true)
        .provider(provider(built))
        .build();

    Stack stack = stack();
    ChimeRetentionSettingsProps props =
        ChimeRetentionSettingsProps.builder()
            .accountId("a")
            .roomRetention(Duration.days(2))
            .conversationRetention(Duration.days(3))
            .removalPolicy(RemovalPolicy.RETAIN)
            .reapply("x")
            .overwriteExisting(true)
            .provider(provider(stack))
            .build();
    new ChimeRetentionSettings(stack, "Retention", props);

    assertThat(template(stack)).isEqualTo(template(built));
    assertThat(props.getAccountId()).isEqualTo("a");
    assertThat(props.getReapply()).isEqualTo("x");
    assertThat(props.getOverwriteExisting()).isTrue();
  }

  @Test
  @DisplayName("of an app instance")
  void app_instance() {
    String arn = RetentionType.APP_INSTANCE.identity(1);
    Stack built = stack();
    ChimeAppInstanceRetentionSettings.Builder.create(built, "Retention")
        .appInstanceArn(arn)
        .channelRetention(Duration.days(2))
        .build();

    Stack stack = stack();
    ChimeAppInstanceRetentionSettingsProps props =
        ChimeAppInstanceRetentionSettingsProps.builder()
            .appInstanceArn(arn)
            .channelRetention(Duration.days(2))
            .build();
    new ChimeAppInstanceRetentionSettings(stack, "Retention", props);

    assertThat(template(stack)).isEqualTo(template(built));
    assertThat(props.getAppInstanceArn()).isEqualTo(arn);
    assertThat(props.getRemovalPolicy()).isNull();
  }

  @Test
  @DisplayName("of a provider, with the same defaults")
  void provider() {
    Stack built = stack();
    provider(built);
    RetentionProvider.Builder.create(built, "Default").build();

    Stack stack = stack();
    RetentionProviderProps props =
        RetentionProviderProps.builder()
            .runtime(Runtime.JAVA_21)
            .architecture(Architecture.X86_64)
            .memorySize(1024)
            .timeout(Duration.minutes(1))
            .logRetention(RetentionDays.ONE_DAY)
            .environment(Map.of("LEVEL", "debug"))
            .securityGroups(List.of())
            .build();
    new RetentionProvider(stack, "Own", props);
    new RetentionProvider(stack, "Default");

    assertThat(template(stack)).isEqualTo(template(built));
  }

  @Test
  @DisplayName("of a drift monitor, with the same defaults")
  void drift_monitor() {
    Stack built = stack();
    Construct retention = RetentionType.ACCOUNT.settings(built, "Retention").build();
    RetentionDriftMonitor.Builder.create(built, "Own")
        .schedule(ScheduleExpression.expression("rate(1 hour)"))
        .monitored(List.of(retention))
        .watchCloudTrail(true)
        .memorySize(1024)
        .build();
    RetentionDriftMonitor.Builder.create(built, "Default").build();

    Stack stack = stack();
    Construct same = RetentionType.ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitorProps props =
        RetentionDriftMonitorProps.builder()
            .schedule(ScheduleExpression.expression("rate(1 hour)"))
            .monitored(List.of(same))
            .watchCloudTrail(true)
            .memorySize(1024)
            .build();
    new RetentionDriftMonitor(stack, "Own", props);
    new RetentionDriftMonitor(stack, "Default");

    assertThat(template(stack)).isEqualTo(template(built));
    assertThat(props.getMonitored()).containsExactly(same);
    assertThat(props.getWatchCloudTrail()).isTrue();
    assertThat(props.getSchedule().getExpressionString()).isEqualTo("rate(1 hour)");
  }

  private static RetentionProvider provider(Stack stack) {
    return RetentionProvider.Builder.create(stack, "Own")
        .runtime(Runtime.JAVA_21)
        .architecture(Architecture.X86_64)
        .memorySize(1024)
        .timeout(Duration.minutes(1))
        .logRetention(RetentionDays.ONE_DAY)
        .environment(Map.of("LEVEL", "debug"))
        .securityGroups(List.of())
        .build();
  }
}
