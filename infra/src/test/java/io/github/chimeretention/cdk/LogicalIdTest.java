package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.RetentionType.ACCOUNT;
import static io.github.chimeretention.cdk.Stacks.logicalIds;
import static io.github.chimeretention.cdk.Stacks.stack;
import static io.github.chimeretention.cdk.Stacks.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.constructs.Construct;

@DisplayName("A resource's logical ID depends on its identity:")
class LogicalIdTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("renaming a construct doesn't change a byte of the template")
  void renamed(RetentionType type) {
    assertThat(template(declared(stack -> type.settings(stack, "After").build())))
        .isEqualTo(template(declared(stack -> type.settings(stack, "Before").build())));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("neither does moving it to another scope of its stack")
  void moved(RetentionType type) {
    assertSameButForTheOrder(
        declared(stack -> type.settings(new Construct(stack, "Inner"), "Moved").build()),
        declared(stack -> type.settings(stack, "Here").build()));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("neither does swapping the identities of two constructs, and so their order")
  void swapped(RetentionType type) {
    Stack one = stack();
    type.settings(one, "A").number(1).build();
    type.settings(one, "B").number(2).build();
    Stack other = stack();
    type.settings(other, "A").number(2).build();
    type.settings(other, "B").number(1).build();

    assertSameButForTheOrder(other, one);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a construct with another identity is another resource")
  void other_identity(RetentionType type) {
    Stack one = declared(stack -> type.settings(stack, "Retention").number(1).build());
    Stack other = declared(stack -> type.settings(stack, "Retention").number(2).build());

    assertThat(logicalIds(other, type.type))
        .doesNotContainAnyElementsOf(logicalIds(one, type.type));
  }

  @Test
  @DisplayName("two spellings of an account ID are the same account")
  void spelling() {
    Stack one = declared(stack -> ACCOUNT.settings(stack, "Retention").identity("ABC").build());
    Stack other = declared(stack -> ACCOUNT.settings(stack, "Retention").identity(" abc").build());

    assertThat(logicalIds(other, ACCOUNT.type)).isEqualTo(logicalIds(one, ACCOUNT.type));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("with an identity known only at deployment, the ID depends on the construct's path")
  void token(RetentionType type) {
    Stack stack = stack();
    String token = new CfnParameter(stack, "Id").getValueAsString();
    type.settings(stack, "Retention").identity(token).build();

    assertThat(logicalIds(stack, type.type)).singleElement().asString().isEqualTo("Retention");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a nested stack has its own resource with the same ID")
  void nested(RetentionType type) {
    NestedStack nested = new NestedStack(stack(), "Nested");
    type.settings(nested, "Retention").build();
    Stack plain = declared(stack -> type.settings(stack, "Retention").build());

    assertThat(logicalIds(nested, type.type)).isEqualTo(logicalIds(plain, type.type));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("the ID may be used before and after the declaration, and overridden by the user")
  void overridden(RetentionType type) {
    Stack stack = stack();
    Construct built = type.settings(stack, "Retention").build();
    stack.exportValue(type.attributes(built).get("InitiateDeletionTimestamp"));
    type.settings(stack, "Other").number(2).build();

    assertThat(logicalIds(stack, type.type))
        .anyMatch(id -> template(stack).contains("ExportsOutputFnGetAtt" + id));

    Stack own = stack();
    CfnResource resource =
        (CfnResource) type.settings(own, "Retention").build().getNode().getDefaultChild();
    resource.overrideLogicalId("Mine");
    assertThat(logicalIds(own, type.type)).containsExactly("Mine");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a construct of the user with the same ID is an error at synthesis")
  void collision(RetentionType type) {
    Stack plain = declared(it -> type.settings(it, "Retention").build());
    Stack stack = declared(it -> type.settings(it, "Retention").build());
    CfnResource.Builder.create(stack, Stacks.logicalId(plain, type.type))
        .type("AWS::CloudFormation::WaitConditionHandle")
        .build();

    assertThatThrownBy(() -> Stacks.synthesize(stack)).hasMessageContaining("already contains");
  }

  /** The CDK writes resources in the order of the constructs, which has no meaning. */
  private static void assertSameButForTheOrder(Stack stack, Stack expected) {
    assertThat(Template.fromStack(stack).toJSON()).isEqualTo(Template.fromStack(expected).toJSON());
  }

  private static Stack declared(Consumer<Stack> declaration) {
    Stack stack = stack();
    declaration.accept(stack);
    return stack;
  }
}
