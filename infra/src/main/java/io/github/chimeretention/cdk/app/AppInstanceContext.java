package io.github.chimeretention.cdk.app;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import software.amazon.awscdk.RemovalPolicy;

/**
 * The settings of one app instance as the context declares them.
 *
 * @param channelRetentionDays null if the period is off
 */
record AppInstanceContext(
    String appInstanceArn, Integer channelRetentionDays, RemovalPolicy removalPolicy) {
  static final String APP_INSTANCE_ARN = "appInstanceArn";

  static AppInstanceContext of(ContextObject appInstance) {
    appInstance.allowOnly(APP_INSTANCE_ARN, "channelRetentionDays", "removalPolicy");
    return new AppInstanceContext(
        appInstance.text(
            APP_INSTANCE_ARN,
            ChimeAppInstanceRetentionSettings.ARN_PATTERN,
            "arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, as a string"),
        appInstance.days("channelRetentionDays"),
        appInstance.removalPolicy());
  }
}
