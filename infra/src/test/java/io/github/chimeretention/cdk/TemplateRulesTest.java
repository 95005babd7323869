package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.errors;
import static io.github.chimeretention.cdk.Messages.warnings;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Tracing;

@DisplayName("The template")
class TemplateRulesTest {
  private final Stack stack = stack();

  @ParameterizedTest
  @EnumSource
  @DisplayName("passes the CDK's own CloudFormation rules and cdk-nag's AwsSolutions pack")
  void rules(RetentionType type) {
    type.settings(stack, "Retention").build();

    assertThatCode(() -> Stacks.synthesize(stack)).doesNotThrowAnyException();
    assertThat(findings()).isEmpty();
  }

  @Test
  @DisplayName("passes these rules and cdk-nag's AwsSolutions pack with a drift monitor, too")
  void drift_monitor() {
    RetentionType.declareEach(stack);
    RetentionDriftMonitor.Builder.create(stack, "Drift").watchCloudTrail(true).build();

    assertThatCode(() -> Stacks.synthesize(stack)).doesNotThrowAnyException();
    assertThat(findings()).isEmpty();
  }

  @Test
  @DisplayName("fails the rules if it is invalid")
  void default_rules_are_on() {
    settings(stack, "Retention").build();
    CfnResource.Builder.create(stack, "Wrong")
        .type("AWS::Logs::LogGroup")
        .properties(Map.of("RetentionInDays", 2))
        .build();

    assertThatThrownBy(() -> Stacks.synthesize(stack)).hasMessageContaining("Validation failed");
  }

  @Test
  @DisplayName(
      "fails the pack without its one suppression, for the wildcard of the account actions, which"
          + " cdk-nag 3 reads from the construct's metadata")
  void only_suppression() {
    settings(stack, "Retention").build();
    RetentionType.APP_INSTANCE.settings(stack, "AppInstance").build();
    List<CfnResource> suppressed = suppressed();
    assertThat(suppressed).hasSize(1);
    assertThat(suppressed.get(0).getCfnResourceType()).isEqualTo("AWS::IAM::ManagedPolicy");
    assertThat(suppressed.get(0).getNode().getMetadata())
        .filteredOn(entry -> entry.getType().equals("aws:cdk:acknowledged-rules"))
        .extracting(entry -> Stacks.object(entry.getData()).keySet())
        .containsExactly(Set.of("AwsSolutions-IAM5[Resource::*]"));
    suppressed.get(0).addMetadata("cdk_nag", null);

    assertThat(findings()).singleElement().asString().contains(": AwsSolutions-IAM5[Resource::*]");
  }

  @Test
  @DisplayName("passes the pack without suppressions in a stack with only app instances")
  void no_suppression() {
    RetentionType.APP_INSTANCE.settings(stack, "AppInstance").build();

    assertThat(suppressed()).isEmpty();
    assertThat(Template.fromStack(stack).toJSON().toString()).doesNotContain("cdk_nag");
  }

  @Test
  @DisplayName("passes the pack with a function in a VPC that has tracing")
  void vpc_and_tracing() {
    RetentionProvider.shared(
        stack,
        RetentionProviderProps.builder().vpc(Stacks.vpc(stack)).tracing(Tracing.ACTIVE).build());
    RetentionType.APP_INSTANCE.settings(stack, "AppInstance").build();

    assertThat(findings()).isEmpty();
  }

  private List<CfnResource> suppressed() {
    return stack.getNode().findAll().stream()
        .filter(CfnResource.class::isInstance)
        .map(CfnResource.class::cast)
        .filter(resource -> resource.getMetadata("cdk_nag") != null)
        .toList();
  }

  private List<String> findings() {
    Aspects.of(stack).add(new AwsSolutionsChecks());
    return Stream.concat(errors(stack).stream(), warnings(stack).stream()).toList();
  }
}
