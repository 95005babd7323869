package io.github.chimeretention.cdk.app;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.constructs.Construct;

/**
 * The settings of one app instance as the context declares them.
 *
 * @param channelRetentionDays null if the period is off
 * @param reapply null if there is none
 */
record AppInstanceContext(
    String appInstanceArn,
    Integer channelRetentionDays,
    RemovalPolicy removalPolicy,
    String reapply,
    boolean overwriteExisting)
    implements RetentionEntry {
  private static final String APP_INSTANCE_ARN = "appInstanceArn";
  private static final String CHANNEL = "channelRetentionDays";

  static AppInstanceContext of(ContextObject appInstance) {
    appInstance.allowOnly(
        List.of(APP_INSTANCE_ARN, CHANNEL, REMOVAL_POLICY, REAPPLY, OVERWRITE_EXISTING));
    return new AppInstanceContext(
        appInstance.required(APP_INSTANCE_ARN, "the ARN of an app instance, as a string"),
        appInstance.number(CHANNEL, MIN_DAYS, MAX_DAYS),
        appInstance.removalPolicy(),
        RetentionEntry.reapply(appInstance),
        appInstance.flag(OVERWRITE_EXISTING));
  }

  @Override
  public String identity() {
    return appInstanceArn.strip();
  }

  @Override
  public void declare(Construct scope, String id) {
    ChimeAppInstanceRetentionSettings.Builder.create(scope, id)
        .appInstanceArn(appInstanceArn)
        .channelRetention(RetentionEntry.days(channelRetentionDays))
        .removalPolicy(removalPolicy)
        .reapply(reapply)
        .overwriteExisting(overwriteExisting)
        .build();
  }
}
