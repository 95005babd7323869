package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.assertRejected;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.drift.DriftSchedule;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.scheduler.CronOptionsWithTimezone;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;

@DisplayName("The schedule of a drift monitor")
class DriftScheduleTest {
  private static final Place PLACE = new Place(stack(), "Drift");

  @ParameterizedTest(name = "{0}: {1} minutes")
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(1 day)            | 1440",
        "rate(24 hours)         | 1440",
        "rate(1440 minutes)     | 1440",
        "rate(12 hours)         | 720",
        "rate(90 minutes)       | 90",
        "rate(1 hour)           | 60",
        "rate(5 minutes)        | 60",
        "cron(0 6 * * ? *)      | 1440",
        "cron(0 6 ? * * *)      | 1440",
        "cron(0 6 1/1 * ? *)    | 1440",
        "cron(0/15 * * * ? *)   | 1440",
        "cron(0 6 ? * SUN-SAT *) | 1440",
        "cron(0 6 ? * sun-sat *) | 1440",
        "cron(0 6 ? * 1-7 *)    | 1440",
        "cron(0 6 ? * MON-FRI,SAT,SUN *) | 1440",
        "cron(0,30 6-18/4 1-31 JAN-DEC ? 1970-2199) | 1440",
        "cron(0 6 */1 * ? *)    | 1440",
      })
  @DisplayName("determines the alarms' period, so that each period has a check")
  void alarm_period(String expression, int minutes) {
    assertThat(DriftSchedule.of(ScheduleExpression.expression(expression), PLACE).minutes())
        .isEqualTo(minutes);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "rate(2 days)",
        "rate(25 hours)",
        "rate(1441 minutes)",
        "rate(0 days)",
        "rate(1 week)",
        "rate(999999999 days)",
        "cron(0 6 ? * MON-FRI *)",
        "cron(0 6 1 * ? *)",
        "cron(0 6 * 6 ? *)",
        "cron(0 6 * * ? 2027)",
        "cron(0 25 * * ? *)",
        "cron(60 6 * * ? *)",
        "cron(0 18-6 * * ? *)",
        "cron(0 6 */2 * ? *)",
        "cron(0 6 */0 * ? *)",
        "cron(0 6 L * ? *)",
        "cron(0 6 ? * MON#1 *)",
        "cron(0 6 ? * SUN-FRY *)",
        "cron(0, 6 * * ? *)",
        "cron(JAN 6 * * ? *)",
        "cron(0 6 * 1-11 ? *)",
        "cron(0 6 *)",
        "cron(0 6 * *)",
        "cron(0 6 * * *)",
        "cron(0 6 * * * *)",
        "cron(0 6 ? * ? *)",
        "at(2026-11-24T12:00:00)",
        "daily"
      })
  @DisplayName(
      "is rejected if a day may pass without a check, or if Amazon EventBridge would reject it")
  void too_rare(String expression) {
    assertRejected(
        () -> DriftSchedule.of(ScheduleExpression.expression(expression), PLACE),
        "Stack/Drift: schedule is %s; it must be a rate of at most 1 day,".formatted(expression)
            + " or a cron expression that runs every day, such as cron(0 6 * * ? *)");
  }

  @Test
  @DisplayName("may come from any factory method of the CDK, in any time zone")
  void cdk_expressions() {
    Stack stack = stack();
    RetentionType.ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitor.Builder.create(stack, "Drift")
        .schedule(
            ScheduleExpression.cron(
                CronOptionsWithTimezone.builder()
                    .minute("0")
                    .hour("6")
                    .timeZone(TimeZone.EUROPE_BERLIN)
                    .build()))
        .build();

    assertThat(properties(stack, "AWS::Scheduler::Schedule"))
        .containsEntry("ScheduleExpression", "cron(0 6 * * ? *)")
        .containsEntry("ScheduleExpressionTimezone", "Europe/Berlin");
  }

  @Test
  @DisplayName("drops a check that is an hour late, because the declaration may have changed since")
  void late() {
    Stack stack = stack();
    RetentionType.ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitor monitor = new RetentionDriftMonitor(stack, "Drift");

    assertThat(Stacks.object(properties(stack, "AWS::Scheduler::Schedule").get("Target")))
        .extracting("RetryPolicy")
        .asString()
        .contains("MaximumEventAgeInSeconds=3600");
    Template.fromStack(stack)
        .hasResourceProperties(
            "AWS::Lambda::EventInvokeConfig",
            Map.of(
                "FunctionName",
                stack.resolve(monitor.getFunction().getFunctionName()),
                "MaximumEventAgeInSeconds",
                3600));
  }

  @Test
  @DisplayName("determines the period of the alarms in the template")
  void in_template() {
    Stack stack = stack();
    RetentionType.ACCOUNT.settings(stack, "Retention").build();
    RetentionDriftMonitor.Builder.create(stack, "Drift")
        .schedule(ScheduleExpression.rate(Duration.hours(6)))
        .build();

    assertThat(properties(stack, "AWS::Scheduler::Schedule"))
        .containsEntry("ScheduleExpression", "rate(6 hours)");
    assertThat(Stacks.allProperties(stack, "AWS::CloudWatch::Alarm"))
        .extracting(properties -> properties.get("Period"))
        .containsExactly(21600, 21600);
  }
}
