package pipeline;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** Declares settings whose values are known only at deployment. */
final class RetentionStack extends Stack {
  RetentionStack(Construct scope, String id, String stage) {
    super(scope, id);
    CfnParameter days =
        CfnParameter.Builder.create(this, "Days").type("Number").defaultValue(365).build();
    ChimeRetentionSettings.Builder.create(this, "Account")
        .accountId(StringParameter.valueForStringParameter(this, "/" + stage + "/chime-account"))
        .roomRetention(Duration.days(days.getValueAsNumber()))
        .build();
    ChimeAppInstanceRetentionSettings.Builder.create(this, "AppInstance")
        .appInstanceArn(Fn.importValue(stage + "-AppInstance"))
        .channelRetention(Duration.days(days.getValueAsNumber()))
        .build();
  }
}
