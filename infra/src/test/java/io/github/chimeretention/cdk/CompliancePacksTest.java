package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.HIPAASecurityChecks;
import io.github.cdklabs.cdknag.NIST80053R5Checks;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;

@DisplayName("With the options for compliance")
class CompliancePacksTest {
  private static final List<String> DOCUMENTED =
      List.of(
          "/Stack/Drift/Function/Resource: LambdaDLQ",
          "/Stack/Drift/Role/DefaultPolicy/Resource: IAMNoInlinePolicy",
          "/Stack/Drift/SchedulerRole/Resource: IAMNoInlinePolicy",
          "/Stack/Provider/Function/Resource: LambdaDLQ",
          "/Stack/Provider/Role/DefaultPolicy/Resource: IAMNoInlinePolicy");

  @Test
  @DisplayName("cdk-nag's HIPAA and NIST 800-53 packs have only the documented findings")
  void packs() {
    assertThat(findings("HIPAA.Security", new HIPAASecurityChecks())).isEqualTo(DOCUMENTED);
    assertThat(findings("NIST.800.53.R5", new NIST80053R5Checks())).isEqualTo(DOCUMENTED);
  }

  private static List<String> findings(String pack, IAspect checks) {
    Stack stack = Stacks.stack();
    declare(stack);
    Aspects.of(stack).add(checks);
    return errors(stack).stream()
        .map(each -> each.replaceFirst("(?s)" + pack + "-([A-Za-z0-9]+)[:\\[].*", "$1"))
        .sorted()
        .toList();
  }

  private static void declare(Stack stack) {
    IVpc vpc = Stacks.vpc(stack);
    IKey key = Key.fromKeyArn(stack, "Key", "arn:aws:kms:us-east-1:111122223333:key/logs");
    RetentionProvider provider =
        RetentionProvider.Builder.create(stack, "Provider")
            .vpc(vpc)
            .logEncryption(key)
            .reservedConcurrentExecutions(5)
            .build();
    for (RetentionType type : RetentionType.values()) {
      type.settings(stack, type.name()).provider(provider).build();
    }
    RetentionDriftMonitor.Builder.create(stack, "Drift")
        .vpc(vpc)
        .logEncryption(key)
        .reservedConcurrentExecutions(1)
        .build()
        .addAlarmAction(
            new SnsAction(
                Topic.fromTopicArn(stack, "Topic", "arn:aws:sns:us-east-1:111122223333:alarms")));
  }
}
