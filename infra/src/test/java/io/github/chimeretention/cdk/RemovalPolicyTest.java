package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.assertRejected;
import static io.github.chimeretention.cdk.Messages.errors;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.cdk.internal.permission.Identity;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
  private static final Map<String, BiConsumer<Construct, RemovalPolicy>> WAYS =
      Map.of(
          "construct", (it, policy) -> ((IResource) it).applyRemovalPolicy(policy),
          "resource",
              (it, policy) ->
                  ((CfnResource) it.getNode().getDefaultChild()).applyRemovalPolicy(policy),
          "aspect", (it, policy) -> RemovalPolicies.of(Stack.of(it)).apply(policy));

  @ParameterizedTest(name = "{0}: {1}, then {2}")
  @CsvSource({
    "ACCOUNT, DESTROY, RETAIN",
    "APP_INSTANCE, RETAIN, DESTROY",
    "APP_INSTANCE, RETAIN, RETAIN_ON_UPDATE_OR_DELETE",
  })
  @DisplayName("that is changed later, in any way, results in the same resource as the option")
  void changed(RetentionType type, RemovalPolicy first, RemovalPolicy last) {
    type.settings(stack, "Retention").removalPolicy(last).build();
    WAYS.forEach(
        (way, change) -> {
          Stack changed = stack();
          change.accept(type.settings(changed, "Retention").removalPolicy(first).build(), last);

          assertThat(resource(changed, type.type)).as(way).isEqualTo(resource(stack, type.type));
        });
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
