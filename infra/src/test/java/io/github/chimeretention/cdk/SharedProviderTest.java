package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.TYPE;
import static io.github.chimeretention.cdk.Stacks.list;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.constructs.Construct;

@DisplayName("The resources of a stack")
class SharedProviderTest {
  private final Stack stack = stack();

  @ParameterizedTest(name = "{0}: {1}, with {2} policies for them")
  @CsvSource({
    "ACCOUNT, 1, 1",
    "ACCOUNT, 450, 1",
    "APP_INSTANCE, 1, 1",
    "APP_INSTANCE, 450, 7",
  })
  @DisplayName("share one function, role and log group, in any number")
  void one_of_each(RetentionType type, int count, int policies) {
    type.declare(stack, count);

    Template template = Template.fromStack(stack);
    template.resourceCountIs(type.type, count);
    template.resourceCountIs("AWS::Lambda::Function", 1);
    template.resourceCountIs("AWS::Lambda::EventInvokeConfig", 1);
    template.resourceCountIs("AWS::IAM::Role", 1);
    template.resourceCountIs("AWS::IAM::Policy", 1);
    template.resourceCountIs("AWS::IAM::ManagedPolicy", policies);
    template.resourceCountIs("AWS::Logs::LogGroup", 1);
    assertThat(object(template.toJSON().get("Resources"))).hasSize(count + policies + 5);
  }

  @Test
  @DisplayName("share one function for all types")
  void both_types() {
    RetentionType.declareEach(stack);

    Template template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Lambda::Function", 1);
    template.resourceCountIs("AWS::IAM::Role", 1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("invoke the function by its unqualified ARN")
  void service_token(RetentionType type) {
    type.settings(stack, "Retention").build();

    String function = Stacks.logicalId(stack, "AWS::Lambda::Function");
    assertThat(Stacks.properties(stack, type.type))
        .containsEntry("ServiceToken", Map.of("Fn::GetAtt", List.of(function, "Arn")));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("are created after the function's permissions and its limits on retries and age")
  void depends_on_invoke_config(RetentionType type) {
    type.settings(stack, "Retention").build();

    assertThat(list(Stacks.resource(stack, type.type).get("DependsOn")))
        .containsExactly(Stacks.logicalId(stack, "AWS::IAM::ManagedPolicy"));
    assertThat(list(Stacks.resource(stack, "AWS::IAM::ManagedPolicy").get("DependsOn")))
        .containsExactly(Stacks.logicalId(stack, "AWS::Lambda::EventInvokeConfig"));
  }

  @Test
  @DisplayName("share a provider that is found from anywhere in the stack")
  void same_instance() {
    RetentionProvider provider = RetentionProvider.shared(stack);

    assertThat(RetentionProvider.shared(new Construct(stack, "Inner"))).isSameAs(provider);
    assertThat(provider.getNode().getPath()).isEqualTo("Stack/RetentionProvider");
  }

  @Test
  @DisplayName("share a provider whose options can be chosen before the first resource")
  void configured() {
    RetentionProvider provider =
        RetentionProvider.shared(stack, RetentionProviderProps.builder().memorySize(1769).build());
    settings(stack, "Retention").build();

    assertThat(RetentionProvider.shared(stack)).isSameAs(provider);
    Template.fromStack(stack).resourceCountIs("AWS::Lambda::Function", 1);

    assertThat(Stacks.properties(stack, "AWS::Lambda::Function")).containsEntry("MemorySize", 1769);
  }

  @Test
  @DisplayName("can use another provider")
  void explicit_provider() {
    RetentionProvider own = RetentionProvider.Builder.create(stack, "Own").build();
    settings(stack, "A").accountId("a").build();
    settings(stack, "B").accountId("b").provider(own).build();

    Template template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Lambda::Function", 2);
    assertThat(Stacks.allProperties(stack, TYPE).stream().map(it -> it.get("ServiceToken")))
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("don't share the function with other stacks")
  void one_per_stack() {
    App app = (App) stack.getNode().getRoot();
    Stack other = new Stack(app, "Other");
    settings(stack, "Retention").build();
    settings(other, "Retention").build();

    Template.fromStack(stack).resourceCountIs("AWS::Lambda::Function", 1);
    Template.fromStack(other).resourceCountIs("AWS::Lambda::Function", 1);
  }

  @Test
  @DisplayName("can use another stack's provider")
  void provider_of_another_stack() {
    Stack other = new Stack((App) stack.getNode().getRoot(), "Other");
    RetentionProvider provider = RetentionProvider.shared(other);
    settings(stack, "Retention").provider(provider).build();

    Template template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Lambda::Function", 0);
    assertThat(object(Stacks.properties(stack, TYPE).get("ServiceToken")))
        .containsKey("Fn::ImportValue");
    assertThat(stack.getDependencies()).containsExactly(other);
  }
}
