package pipeline;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** Provides an account to other stacks as a parameter, and an app instance as an export. */
final class IdentityStack extends Stack {
  IdentityStack(Construct scope, String id, String stage) {
    super(scope, id);
    String first = stage.equals("Prod") ? "dddddddd" : "bbbbbbbb";
    String uuid = first + "-1234-1234-1234-123456789012";
    StringParameter.Builder.create(this, "Account")
        .parameterName("/" + stage + "/chime-account")
        .stringValue(uuid)
        .build();
    CfnOutput.Builder.create(this, "AppInstance")
        .value("arn:aws:chime:us-east-1:" + getAccount() + ":app-instance/" + uuid)
        .exportName(stage + "-AppInstance")
        .build();
  }
}
