package io.github.chimeretention.cdk.internal.drift;

import io.github.chimeretention.cdk.internal.Place;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.constructs.Construct;

/**
 * The schedule of the checks, and the alarms' period derived from it: long enough for a check in
 * each period, and at least an hour, so that a slow check can end.
 *
 * @param minutes the alarms' period
 */
public record DriftSchedule(ScheduleExpression expression, int minutes) {
  /** A later check would compare the settings with an earlier declaration. */
  public static final Duration MAX_EVENT_AGE = Duration.hours(1);

  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  private static final Map<String, Integer> MINUTES = Map.of("minute", 1, "hour", HOUR, "day", DAY);

  private static final Pattern RATE =
      Pattern.compile("rate\\((?<value>[1-9][0-9]{0,8}) (?<unit>minute|hour|day)s?\\)");

  /**
   * Checks the declared schedule. It must run every day, because otherwise an alarm couldn't
   * distinguish a check that isn't due from one that didn't run.
   *
   * @param declared null for once a day
   */
  public static DriftSchedule of(ScheduleExpression declared, Place place) {
    if (declared == null) {
      return new DriftSchedule(ScheduleExpression.rate(Duration.days(1)), DAY);
    }
    String expression = declared.getExpressionString();
    Matcher rate = RATE.matcher(expression);
    if (rate.matches()) {
      long minutes = Long.parseLong(rate.group("value")) * MINUTES.get(rate.group("unit"));
      if (minutes <= DAY) {
        return new DriftSchedule(declared, Math.max(HOUR, (int) minutes));
      }
    }
    if (DailyCron.matches(expression)) {
      return new DriftSchedule(declared, DAY);
    }
    throw place.mistake(
        "schedule is %s; it must be a rate of at most 1 day, or a cron expression that runs every day, such as cron(0 6 * * ? *)"
            .formatted(expression));
  }

  public Duration alarmPeriod() {
    return Duration.minutes(minutes);
  }

  /**
   * Adds the schedule.
   *
   * @param input supplies the function's input once everything is declared
   */
  public Schedule schedule(Construct scope, IFunction function, Supplier<Object> input) {
    return Schedule.Builder.create(scope, "Schedule")
        .description("Checks Amazon Chime retention settings for drift")
        .schedule(expression)
        .target(
            LambdaInvoke.Builder.create(function)
                .role(role(scope, function))
                .maxEventAge(MAX_EVENT_AGE)
                .input(ScheduleTargetInput.fromObject(Lazy.uncachedAny(context -> input.get())))
                .build())
        .build();
  }

  /** A role that may invoke only the function, not its versions; the CDK's role has a wildcard. */
  private static IRole role(Construct scope, IFunction function) {
    PolicyStatement invoke =
        PolicyStatement.Builder.create()
            .actions(List.of("lambda:InvokeFunction"))
            .resources(List.of(function.getFunctionArn()))
            .build();
    return Role.Builder.create(scope, "SchedulerRole")
        .description("Lets Amazon EventBridge Scheduler start the check of retention settings")
        .assumedBy(
            ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                .conditions(
                    Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", Stack.of(scope).getAccount())))
                .build())
        .inlinePolicies(
            Map.of("Invoke", PolicyDocument.Builder.create().statements(List.of(invoke)).build()))
        .build()
        .withoutPolicyUpdates();
  }
}
