package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.RetentionType.APP_INSTANCE;
import static io.github.chimeretention.cdk.Stacks.list;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.constructs.Construct;

@DisplayName("An app instance that is a token has its permission")
class TokenPermissionsTest {
  private static final String POLICY = "AWS::IAM::ManagedPolicy";

  private final Stack stack = stack();
  private final App app = (App) stack.getNode().getRoot();

  @ParameterizedTest(name = "{0} references")
  @ValueSource(strings = {"strong", "weak"})
  @DisplayName("next to one that another instance of the same stack class exports")
  void instances_of_one_stack(String references) {
    Stack consumer = stack(Map.of("@aws-cdk/core:defaultCrossStackReferences", references));
    Construct root = (Construct) consumer.getNode().getRoot();
    declare(consumer, "One", appInstance(new Stack(root, "Blue")));
    declare(consumer, "Two", appInstance(new Stack(root, "Green")));
    new RetentionDriftMonitor(consumer, "Drift");

    assertAllowed(consumer, 2);
  }

  @Test
  @DisplayName("next to one from another instance of the same nested stack class")
  void instances_of_one_nested_stack() {
    declare(stack, "One", appInstance(new NestedStack(stack, "Blue")));
    declare(stack, "Two", appInstance(new NestedStack(stack, "Green")));
    new RetentionDriftMonitor(stack, "Drift");

    assertAllowed(stack, 2);
  }

  @Test
  @DisplayName("in a nested stack, where both are parameters")
  void nested_consumer() {
    Stack nested = new NestedStack(stack, "Nested");
    declare(nested, "One", appInstance(new Stack(app, "Blue")));
    declare(nested, "Two", appInstance(new Stack(app, "Green")));
    declare(nested, "Three", appInstance(stack));
    new RetentionDriftMonitor(nested, "Drift");

    assertAllowed(nested, 3);
  }

  @Test
  @DisplayName("in the stacks of a stage")
  void stage() {
    Stage prod = new Stage(app, "Prod");
    Stack consumer = new Stack(prod, "Chat");
    declare(consumer, "One", appInstance(new Stack(prod, "Blue")));
    declare(consumer, "Two", appInstance(new Stack(prod, "Green")));

    assertAllowed(consumer, 2);
  }

  @Test
  @DisplayName("next to another stack's parameter of the same name")
  void parameters_of_one_name() {
    Stack other = new Stack(app, "Other");
    appInstance(other);
    declare(stack, "One", new CfnParameter(stack, "Arn").getValueAsString());
    declare(stack, "Two", new CfnParameter(other, "Arn").getValueAsString());

    assertAllowed(stack, 2);
  }

  @Test
  @DisplayName("even if its value is set and changed after the declaration")
  void lazy() {
    AtomicReference<String> first = new AtomicReference<>();
    AtomicReference<String> second = new AtomicReference<>();
    declare(stack, "One", Lazy.string(() -> set(first)));
    declare(stack, "Two", Lazy.uncachedString(context -> set(second)));
    first.set(APP_INSTANCE.identity(1));
    second.set(APP_INSTANCE.identity(2));

    assertThat(assertAllowed(stack, 2))
        .containsExactlyInAnyOrder(APP_INSTANCE.identity(1), APP_INSTANCE.identity(2));
  }

  @Test
  @DisplayName("through another policy if the same reference refers to another stack")
  void another_stack() {
    assertThat(policies("Blue")).doesNotContainAnyElementsOf(policies("Green"));
    assertThat(policies("Blue")).isEqualTo(policies("Blue"));
  }

  @Test
  @DisplayName("through a policy that doesn't depend on the order of declarations")
  void any_order() {
    Stack reversed = stack();
    for (int i = 0; i < 5; i++) {
      declare(stack, "Retention" + i, Fn.importValue("AppInstance" + i));
      declare(reversed, "Retention" + i, Fn.importValue("AppInstance" + (4 - i)));
    }

    assertThat(Stacks.resources(reversed, POLICY)).isEqualTo(Stacks.resources(stack, POLICY));
  }

  @Test
  @DisplayName("and so does each of 450: imported ones, literals, and those of another stack")
  void many() {
    Stack other = new Stack(app, "Other");
    for (int i = 0; i < 450; i += 3) {
      declare(stack, "Imported" + i, Fn.importValue("AppInstance" + i));
      declare(stack, "Literal" + i, APP_INSTANCE.identity(i));
      declare(stack, "Referenced" + i, appInstance(other, "AppInstance" + i));
    }

    assertAllowed(stack, 450);
  }

  private static Set<String> policies(String producer) {
    Stack stack = stack();
    declare(stack, "Retention", appInstance(new Stack((App) stack.getNode().getRoot(), producer)));
    return Stacks.logicalIds(stack, POLICY);
  }

  private static String set(AtomicReference<String> value) {
    if (value.get() == null) {
      throw new IllegalStateException("Asked too early");
    }
    return value.get();
  }

  private static String appInstance(Stack stack) {
    return appInstance(stack, "AppInstance");
  }

  /** The ARN of an app instance that the stack creates. */
  private static String appInstance(Stack stack, String id) {
    return CfnResource.Builder.create(stack, id)
        .type("Custom::AppInstance")
        .properties(Map.of("ServiceToken", "arn:aws:lambda:us-east-1:111122223333:function:f"))
        .build()
        .getAtt("Arn")
        .toString();
  }

  private static void declare(Stack stack, String id, String arn) {
    APP_INSTANCE.settings(stack, id).identity(arn).build();
  }

  /** Checks each resource's permission in the policy that it depends on, and the monitor's. */
  private static List<Object> assertAllowed(Stack stack, int count) {
    Map<String, Map<String, Object>> policies = Stacks.resources(stack, POLICY);
    Map<String, Map<String, Object>> functions = Stacks.resources(stack, "AWS::Lambda::Function");
    List<Object> identities = new ArrayList<>();
    for (Map<String, Object> resource : Stacks.resources(stack, APP_INSTANCE.type).values()) {
      Map<String, Object> properties = object(resource.get("Properties"));
      Object identity = properties.get(APP_INSTANCE.identityProperty);
      Object role = role(functions.get(target(properties.get("ServiceToken"))));
      identities.add(identity);
      assertThat(list(resource.get("DependsOn")))
          .filteredOn(policies::containsKey)
          .singleElement()
          .satisfies(id -> assertThat(allowed(policies.get(id), role)).contains(identity));
    }
    assertThat(identities).hasSize(count).doesNotHaveDuplicates();
    functions.values().stream()
        .map(TokenPermissionsTest::role)
        .forEach(
            role -> assertThat(allowed(policies.values(), role)).hasSameElementsAs(identities));
    return identities;
  }

  private static List<Object> allowed(Collection<Map<String, Object>> policies, Object role) {
    return policies.stream().flatMap(policy -> allowed(policy, role).stream()).toList();
  }

  /** The app instances that a policy lets a role write and read, or only read for a check. */
  private static List<Object> allowed(Map<String, Object> policy, Object role) {
    Map<String, Object> properties = object(policy.get("Properties"));
    if (!properties.get("Roles").equals(List.of(Map.of("Ref", role)))) {
      return List.of();
    }
    Object actions =
        role.toString().startsWith("Drift")
            ? List.of(APP_INSTANCE.actions.get(0))
            : APP_INSTANCE.actions;
    List<Object> resources = new ArrayList<>();
    for (Map<String, Object> statement : ProviderDefaultsTest.statements(policy)) {
      if (statement.get("Effect").equals("Allow") && statement.get("Action").equals(actions)) {
        Object resource = statement.get("Resource");
        resources.addAll(resource instanceof List<?> several ? several : List.of(resource));
      }
    }
    return resources;
  }

  private static Object role(Map<String, Object> function) {
    return target(object(function.get("Properties")).get("Role"));
  }

  /** The logical ID of the resource that an attribute belongs to. */
  private static Object target(Object attribute) {
    return list(object(attribute).get("Fn::GetAtt")).get(0);
  }
}
