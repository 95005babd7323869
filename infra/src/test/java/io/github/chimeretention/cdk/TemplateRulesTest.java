package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

@DisplayName("The template passes")
class TemplateRulesTest {
  private final Stack stack = stack();

  @Test
  @DisplayName("the CDK's own CloudFormation rules, with findings as errors")
  void default_rules() {
    settings(stack, "Retention").build();

    assertThatCode(this::synthesize).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("which do find what is wrong with a template")
  void default_rules_are_on() {
    settings(stack, "Retention").build();
    CfnResource.Builder.create(stack, "Wrong")
        .type("AWS::Logs::LogGroup")
        .properties(Map.of("RetentionInDays", 2))
        .build();

    assertThatThrownBy(this::synthesize).hasMessageContaining("Validation failed");
  }

  @Test
  @DisplayName("cdk-nag's AwsSolutions pack")
  void aws_solutions() {
    settings(stack, "Retention").build();

    assertThat(findings()).isEmpty();
  }

  @Test
  @DisplayName("which without the one suppression would find the wildcard of the account actions")
  void only_suppression() {
    settings(stack, "Retention").build();
    CfnResource policy =
        (CfnResource)
            stack
                .getNode()
                .findChild("RetentionProvider")
                .getNode()
                .findChild("Policy")
                .getNode()
                .getDefaultChild();
    assertThat(policy.getMetadata("cdk_nag")).asString().contains("AwsSolutions-IAM5");
    policy.addMetadata("cdk_nag", null);

    assertThat(findings()).singleElement().asString().startsWith("AwsSolutions-IAM5[Resource::*]");
  }

  private void synthesize() {
    ((App) stack.getNode().getRoot()).synth();
  }

  // The type of a message has moved to another module, but not for the assertions.
  @SuppressWarnings("deprecation")
  private List<String> findings() {
    Aspects.of(stack).add(new AwsSolutionsChecks());
    Annotations annotations = Annotations.fromStack(stack);
    return Stream.concat(
            annotations.findError("*", Match.anyValue()).stream(),
            annotations.findWarning("*", Match.anyValue()).stream())
        .map(found -> found.getEntry().getData().toString())
        .toList();
  }
}
