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
    account(ChimeRetentionSettings.Builder.create(built, "Retention"), built).build();
    Stack stack = stack();
    ChimeRetentionSettingsProps props =
        account(ChimeRetentionSettingsProps.builder(), stack).build();
    new ChimeRetentionSettings(stack, "Retention", props);

    assertThat(template(stack)).isEqualTo(template(built));
    assertThat(props.getAccountId()).isEqualTo("a");
    assertThat(props.getReapply()).isEqualTo("x");
    assertThat(props.getOverwriteExisting()).isTrue();
  }

  private static <B extends ChimeRetentionSettingsProps.Options<B>> B account(
      B options, Stack stack) {
    return options
        .accountId("a")
        .roomRetention(Duration.days(2))
        .conversationRetention(Duration.days(3))
        .removalPolicy(RemovalPolicy.RETAIN)
        .reapply("x")
        .overwriteExisting(true)
        .provider(provider(RetentionProvider.Builder.create(stack, "Own")).build());
  }

  @Test
  @DisplayName("of an app instance")
  void app_instance() {
    Stack built = stack();
    appInstance(ChimeAppInstanceRetentionSettings.Builder.create(built, "Retention")).build();
    Stack stack = stack();
    ChimeAppInstanceRetentionSettingsProps props =
        appInstance(ChimeAppInstanceRetentionSettingsProps.builder()).build();
    new ChimeAppInstanceRetentionSettings(stack, "Retention", props);

    assertThat(template(stack)).isEqualTo(template(built));
    assertThat(props.getAppInstanceArn()).isEqualTo(RetentionType.APP_INSTANCE.identity(1));
    assertThat(props.getRemovalPolicy()).isNull();
  }

  private static <B extends ChimeAppInstanceRetentionSettingsProps.Options<B>> B appInstance(
      B options) {
    return options
        .appInstanceArn(RetentionType.APP_INSTANCE.identity(1))
        .channelRetention(Duration.days(2));
  }

  @Test
  @DisplayName("of a provider, with the same defaults")
  void provider() {
    Stack built = stack();
    provider(RetentionProvider.Builder.create(built, "Own")).build();
    RetentionProvider.Builder.create(built, "Default").build();
    Stack stack = stack();
    new RetentionProvider(stack, "Own", provider(RetentionProviderProps.builder()).build());
    new RetentionProvider(stack, "Default");

    assertThat(template(stack)).isEqualTo(template(built));
  }

  private static <B extends RetentionProviderProps.Options<B>> B provider(B options) {
    return options
        .runtime(Runtime.JAVA_21)
        .architecture(Architecture.X86_64)
        .memorySize(1024)
        .timeout(Duration.minutes(1))
        .logRetention(RetentionDays.ONE_DAY)
        .environment(Map.of("LEVEL", "debug"))
        .securityGroups(List.of());
  }

  @Test
  @DisplayName("of a drift monitor, with the same defaults")
  void drift_monitor() {
    Stack built = stack();
    Construct retention = RetentionType.ACCOUNT.settings(built, "Retention").build();
    monitor(RetentionDriftMonitor.Builder.create(built, "Own"), retention).build();
    RetentionDriftMonitor.Builder.create(built, "Default").build();
    Stack stack = stack();
    Construct same = RetentionType.ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitorProps props = monitor(RetentionDriftMonitorProps.builder(), same).build();
    new RetentionDriftMonitor(stack, "Own", props);
    new RetentionDriftMonitor(stack, "Default");

    assertThat(template(stack)).isEqualTo(template(built));
    assertThat(props.getMonitored()).containsExactly(same);
    assertThat(props.getWatchCloudTrail()).isTrue();
    assertThat(props.getSchedule().getExpressionString()).isEqualTo("rate(1 hour)");
  }

  private static <B extends RetentionDriftMonitorProps.Options<B>> B monitor(
      B options, Construct monitored) {
    return options
        .schedule(ScheduleExpression.expression("rate(1 hour)"))
        .monitored(List.of(monitored))
        .watchCloudTrail(true)
        .memorySize(1024);
  }
}
