package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.RetentionType.ACCOUNT;
import static io.github.chimeretention.cdk.RetentionType.APP_INSTANCE;
import static io.github.chimeretention.cdk.Stacks.list;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

@DisplayName("The function's permissions")
class ResourcePermissionsTest {
  private static final String POLICY = "AWS::IAM::ManagedPolicy";

  private final Stack stack = stack();

  @ParameterizedTest
  @EnumSource
  @DisplayName("are the two actions of a resource type in use, on the declared identities")
  void one_type(RetentionType type) {
    type.settings(stack, "Retention").build();

    assertThat(statements(stack)).containsExactly(statement(type, type.resource(1)));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("are in a policy with a name and description that state its purpose")
  void reviewable(RetentionType type) {
    type.settings(stack, "Retention").build();

    assertThat(policies(stack)).singleElement().asString().matches(type.policyName + "[0-9a-f]{8}");
    assertThat(Stacks.properties(stack, POLICY).get("Description"))
        .asString()
        .startsWith("Lets the function behind AWS CloudFormation's custom resources write");
  }

  @Test
  @DisplayName("are four actions for both types, the last two on the one ARN")
  void both_types() {
    ACCOUNT.settings(stack, "Account").build();
    APP_INSTANCE.settings(stack, "AppInstance").build();

    assertThat(statements(stack))
        .containsExactlyInAnyOrder(
            statement(ACCOUNT, "*"), statement(APP_INSTANCE, APP_INSTANCE.identity(1)));
  }

  @Test
  @DisplayName("include 450 app instances with no more policies than a role may have by default")
  void many() throws JsonProcessingException {
    Stack one = withAppInstances(450);

    List<Object> allowed = new ArrayList<>();
    for (Map<String, Object> policy : Stacks.resources(one, POLICY).values()) {
      Object document = object(policy.get("Properties")).get("PolicyDocument");
      assertThat(new ObjectMapper().writeValueAsString(document)).hasSizeLessThanOrEqualTo(6144);
      ProviderDefaultsTest.statements(policy)
          .forEach(statement -> allowed.addAll(list(statement.get("Resource"))));
    }
    assertThat(allowed)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 450).mapToObj(APP_INSTANCE::identity).toList());
    assertThat(policies(one)).hasSizeLessThan(10);
  }

  @Test
  @DisplayName(
      "remain until a removed resource is deleted, because the new policy is another resource")
  void policy_is_replaced() {
    assertThat(policies(withAppInstances(1)))
        .doesNotContainAnyElementsOf(policies(withAppInstances(2)));
  }

  @Test
  @DisplayName("are in the same policy if the resources don't change")
  void policy_stays() {
    assertThat(policies(withAppInstances(2))).isEqualTo(policies(withAppInstances(2)));
    assertThat(policies(withAppInstances(450)))
        .containsAnyElementsOf(policies(withAppInstances(449)));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("for another stack's resources are in that stack's own policy")
  void provider_of_another_stack(RetentionType type) {
    Stack other = new Stack((App) stack.getNode().getRoot(), "Other");
    RetentionProvider provider = RetentionProvider.shared(other);
    type.settings(stack, "Retention").provider(provider).build();

    assertThat(statements(stack)).containsExactly(statement(type, type.resource(1)));
    assertThat(policies(other)).isEmpty();
    assertThat(Stacks.properties(stack, POLICY).get("Roles"))
        .asString()
        .contains("Fn::ImportValue");
  }

  private static Stack withAppInstances(int count) {
    Stack stack = stack();
    APP_INSTANCE.declare(stack, count);
    return stack;
  }

  private static Set<String> policies(Stack stack) {
    return Stacks.resources(stack, POLICY).keySet();
  }

  private static List<Map<String, Object>> statements(Stack stack) {
    return Stacks.resources(stack, POLICY).values().stream()
        .flatMap(policy -> ProviderDefaultsTest.statements(policy).stream())
        .toList();
  }

  private static Map<String, Object> statement(RetentionType type, Object resource) {
    return Map.of(
        "Sid", type.policyName, "Effect", "Allow", "Action", type.actions, "Resource", resource);
  }
}
