package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.assertRejected;
import static io.github.chimeretention.cdk.Messages.infos;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.stack;
import static io.github.chimeretention.cdk.Stacks.stackIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

@DisplayName("A provider that another app has deployed")
class ImportedProviderTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:111122223333:function:retention";
  private static final String ROLE = "arn:aws:iam::111122223333:role/retention";

  private final Stack stack = stack();

  @ParameterizedTest
  @EnumSource
  @DisplayName("applies a stack's settings, and adds nothing else to the stack")
  void applies(RetentionType type) {
    type.settings(stack, "Retention").provider(provider(ARN)).build();

    assertThat(properties(stack, type.type))
        .containsEntry("ServiceToken", ARN)
        .containsEntry("ServiceTimeout", "720");
    assertThat(resource(stack, type.type)).doesNotContainKey("DependsOn");
    assertThat(Stacks.object(Template.fromStack(stack).toJSON().get("Resources"))).hasSize(1);
  }

  @Test
  @DisplayName("can be known only at deployment")
  void token() {
    IRetentionProvider provider = provider(Fn.importValue("Function"));
    RetentionType.APP_INSTANCE.settings(stack, "Retention").provider(provider).build();

    assertThat(properties(stack, RetentionType.APP_INSTANCE.type))
        .containsEntry("ServiceToken", Map.of("Fn::ImportValue", "Function"));
  }

  @Test
  @DisplayName("has its own timeout, from which CloudFormation's is derived")
  void timeout() {
    IRetentionProvider provider = provider(attributes().timeout(Duration.minutes(10)));
    RetentionType.ACCOUNT.settings(stack, "Retention").provider(provider).build();

    assertThat(provider.getFunctionArn()).isEqualTo(ARN);
    assertThat(properties(stack, RetentionType.ACCOUNT.type))
        .containsEntry("ServiceTimeout", "1320");
  }

  @Test
  @DisplayName("keeps its role, and synthesis reports the permissions that the role needs")
  void permissions() {
    IRetentionProvider provider = provider(ARN);
    for (RetentionType type : RetentionType.values()) {
      type.settings(stack, type + "1").number(1).provider(provider).build();
      type.settings(stack, type + "2").number(2).provider(provider).build();
    }

    assertThat(infos(stack))
        .containsExactly(
            "/Stack/Provider: The function's role must allow chime:GetRetentionSettings and"
                + " chime:PutRetentionSettings on *",
            "/Stack/Provider: The function's role must allow chime:GetAppInstanceRetentionSettings and"
                + " chime:PutAppInstanceRetentionSettings on the ARNs of the app instances");
  }

  @Test
  @DisplayName("needs its role's ARN for a drift monitor that ignores the function's own puts")
  void watched() {
    RetentionDriftMonitor.Builder.create(stack, "Drift").watchCloudTrail(true).build();
    RetentionType.ACCOUNT
        .settings(stack, "Known")
        .number(1)
        .provider(provider(attributes().roleArn(ROLE)))
        .build();

    assertThat(properties(stack, "AWS::Events::Rule").get("EventPattern").toString())
        .contains(ROLE);
    assertRejected(
        () ->
            RetentionType.ACCOUNT
                .settings(stack, "Unknown")
                .number(2)
                .provider(RetentionProvider.fromFunctionArn(stack, "Arn", ARN))
                .build(),
        "Stack/Unknown: provider is imported without its roleArn,"
            + " which watchCloudTrail needs to ignore the function's own puts");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "retention",
        "arn:aws:lambda:us-east-1:111122223333:function:retention:1",
        "arn:aws:lambda:us-east-1:111122223333:layer:retention",
        "arn:aws-cn:lambda:cn-north-1:111122223333:function:retention",
      })
  @DisplayName("is imported by the ARN of the function, not of a version")
  void malformed(String arn) {
    assertRejected(
        () -> provider(arn),
        "Stack/Provider: functionArn is "
            + (arn == null ? "missing" : arn)
            + "; it must be arn:aws:lambda:<region>:<12-digit account>:function:<name>, or a token");
    assertThat(stack.getNode().getChildren()).isEmpty();
  }

  @Test
  @DisplayName("must have a timeout that Lambda allows")
  void bad_timeout() {
    assertRejected(
        () -> provider(attributes().timeout(Duration.minutes(16))),
        "Stack/Provider: timeout is 16 minutes;"
            + " it must be a whole number of seconds from 1 to 900");
  }

  @Test
  @DisplayName("must be in the stack's region, and in the account of the app instances")
  void elsewhere() {
    Stack frankfurt = stackIn("eu-central-1");
    IRetentionProvider provider = RetentionProvider.fromFunctionArn(frankfurt, "Provider", ARN);
    assertRejected(
        () -> RetentionType.ACCOUNT.settings(frankfurt, "Retention").provider(provider).build(),
        "Stack/Retention: provider is in the region us-east-1;"
            + " it must be in the stack's, eu-central-1");

    IRetentionProvider other = provider(ARN.replace("111122223333", "222222222222"));
    assertRejected(
        () -> RetentionType.APP_INSTANCE.settings(stack, "Retention").provider(other).build(),
        "Stack/Retention: appInstanceArn is in the AWS account 111122223333;"
            + " it must be in the function's, 222222222222");
  }

  private static RetentionProviderAttributes.Builder attributes() {
    return RetentionProviderAttributes.builder().functionArn(ARN);
  }

  private IRetentionProvider provider(RetentionProviderAttributes.Builder attributes) {
    return RetentionProvider.fromAttributes(stack, "Provider", attributes.build());
  }

  private IRetentionProvider provider(String arn) {
    return RetentionProvider.fromFunctionArn(stack, "Provider", arn);
  }
}
