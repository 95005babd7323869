package io.github.chimeretention.cdk.app;

import io.github.chimeretention.cdk.RetentionDriftMonitor;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sns.Topic;

/**
 * A stack's drift monitor as declared in the context; null means the default.
 *
 * @param schedule an expression of Amazon EventBridge Scheduler
 * @param alarmTopicArn the topic that the alarms are sent to
 * @param roleArn the role of the function that checks
 */
record DriftContext(
    String schedule, String alarmTopicArn, boolean watchCloudTrail, String roleArn) {
  /** The monitor's ID in the stack. */
  static final String ID = "RetentionDriftMonitor";

  private static final String TOPIC = "alarmTopicArn";

  static DriftContext of(ContextObject drift, EnvContext env) {
    drift.allowOnly(List.of("schedule", TOPIC, "watchCloudTrail", "roleArn"));
    String topic =
        drift.text(
            TOPIC,
            "arn:aws:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}",
            "the ARN of an Amazon SNS topic");
    if (topic != null && env.region() != null && !topic.split(":", -1)[3].equals(env.region())) {
      drift.mistake(TOPIC, "the ARN of a topic in the stack's region, " + env.region());
    }
    return new DriftContext(
        drift.text(
            "schedule",
            "(rate|cron)\\(.+\\)",
            "a rate of at most 1 day, or a cron expression that runs every day, as a string"),
        topic,
        drift.flag("watchCloudTrail"),
        drift.roleArn(env));
  }

  /**
   * Adds the stack's monitor.
   *
   * @throws IllegalArgumentException if a value is not allowed
   */
  void declare(Stack stack, SharedOptions shared) {
    RetentionDriftMonitor monitor =
        shared
            .applyTo(RetentionDriftMonitor.Builder.create(stack, ID))
            .schedule(schedule == null ? null : ScheduleExpression.expression(schedule))
            .watchCloudTrail(watchCloudTrail)
            .role(SharedOptions.role(stack, "DriftRole", roleArn))
            .build();
    if (alarmTopicArn != null) {
      monitor.addAlarmAction(new SnsAction(Topic.fromTopicArn(stack, "AlarmTopic", alarmTopicArn)));
    }
  }
}
