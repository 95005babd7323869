package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.assertRejected;
import static io.github.chimeretention.cdk.Messages.errors;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.chimeretention.cdk.internal.permission.Identity;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.RemovalPolicies;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

@DisplayName("A removal policy")
class RemovalPolicyTest {
  private final Stack stack = stack();

  /** The ways to change a removal policy after the construct is declared. */
  private enum Way {
    CONSTRUCT {
      @Override
      void apply(Construct retention, RemovalPolicy policy) {
        ((IResource) retention).applyRemovalPolicy(policy);
      }
    },
    RESOURCE {
      @Override
      void apply(Construct retention, RemovalPolicy policy) {
        ((CfnResource) retention.getNode().getDefaultChild()).applyRemovalPolicy(policy);
      }
    },
    ASPECT {
      @Override
      void apply(Construct retention, RemovalPolicy policy) {
        RemovalPolicies.of(Stack.of(retention)).apply(policy);
      }
    };

    abstract void apply(Construct retention, RemovalPolicy policy);
  }

  static Stream<Arguments> changes() {
    return Arrays.stream(Way.values())
        .flatMap(
            way ->
                Stream.of(
                    arguments(
                        RetentionType.ACCOUNT, way, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN),
                    arguments(
                        RetentionType.APP_INSTANCE,
                        way,
                        RemovalPolicy.RETAIN,
                        RemovalPolicy.DESTROY),
                    arguments(
                        RetentionType.APP_INSTANCE,
                        way,
                        RemovalPolicy.RETAIN,
                        RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)));
  }

  @ParameterizedTest(name = "{0}: {2}, then {3} by {1}")
  @MethodSource("changes")
  @DisplayName("that is changed later results in the same resource as the option")
  void changed(RetentionType type, Way way, RemovalPolicy first, RemovalPolicy last) {
    Stack declared = stack();
    type.settings(declared, "Retention").removalPolicy(last).build();
    way.apply(type.settings(stack, "Retention").removalPolicy(first).build(), last);

    assertThat(resource(stack, type.type)).isEqualTo(resource(declared, type.type));
  }

  @ParameterizedTest
  @EnumSource(names = {"RETAIN", "RETAIN_ON_UPDATE_OR_DELETE"})
  @DisplayName("that a nested stack inherits is in the template when its asset's hash is computed")
  void nested(RemovalPolicy policy) {
    Stack nested = new NestedStack(stack, "Nested");
    RetentionType.ACCOUNT.settings(nested, "Retention").build();
    RemovalPolicies.of(stack).apply(policy);

    assertThat(object(resource(nested, RetentionType.ACCOUNT.type).get("Metadata")))
        .containsEntry("RemovalPolicy", policy.name());
    assertThat(Stacks.properties(stack, "AWS::CloudFormation::Stack").get("TemplateURL").toString())
        .contains(Identity.hash(Stacks.template(nested), 32) + ".json");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("of SNAPSHOT is rejected by the construct")
  void snapshot(RetentionType type) {
    IResource retention = (IResource) type.settings(stack, "Retention").build();

    assertRejected(
        () -> retention.applyRemovalPolicy(RemovalPolicy.SNAPSHOT),
        "Stack/Retention: removalPolicy is SNAPSHOT;"
            + " it must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("of SNAPSHOT that is set on the resource in another way is an error at synthesis")
  void inherited_snapshot(RetentionType type) {
    // Without the template rules of newer versions, which also reject the policy.
    Stack plain = new Stack(App.Builder.create().analyticsReporting(false).build(), "Stack");
    RemovalPolicies.of(type.settings(plain, "Retention").build()).snapshot();

    assertThat(errors(plain))
        .containsExactly(
            "/Stack/Retention: removalPolicy is SNAPSHOT;"
                + " it must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE");
  }
}
