package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.list;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.constructs.Construct;
import software.constructs.IConstruct;

@DisplayName("The CDK's features for whole stacks apply to the constructs:")
class AspectsTest {
  private final Stack stack = stack();

  @Test
  @DisplayName("a permissions boundary")
  void permissions_boundary() {
    settings(stack, "Retention").build();
    PermissionsBoundary.of(stack)
        .apply(
            ManagedPolicy.fromManagedPolicyArn(stack, "B", "arn:aws:iam::111122223333:policy/b"));

    assertThat(properties(stack, "AWS::IAM::Role"))
        .containsEntry("PermissionsBoundary", "arn:aws:iam::111122223333:policy/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS::Lambda::Function", "AWS::IAM::Role", "AWS::Logs::LogGroup"})
  @DisplayName("a tag")
  void tag(String type) {
    settings(stack, "Retention").build();
    Tags.of(stack).add("team", "messaging");

    assertThat(properties(stack, type))
        .containsEntry("Tags", List.of(Map.of("Key", "team", "Value", "messaging")));
  }

  @Test
  @DisplayName("an aspect that declares settings, which get their permission and removal policy")
  void declared_by_an_aspect() {
    Aspects.of(stack).add(new Declaring(stack, "Retention", 1));

    Map<String, Object> resource = resource(stack, RetentionType.APP_INSTANCE.type);
    assertThat(object(resource.get("Metadata"))).containsEntry("RemovalPolicy", "RETAIN");
    assertThat(list(resource.get("DependsOn"))).hasSize(1);
    assertThat(ProviderDefaultsTest.statements(resource(stack, "AWS::IAM::ManagedPolicy")))
        .extracting(statement -> statement.get("Resource"))
        .containsExactly(RetentionType.APP_INSTANCE.identity(1));
  }

  @Test
  @DisplayName("and settings that an aspect declares after the policies are written have theirs")
  void declared_late() {
    RetentionType.APP_INSTANCE.settings(stack, "Retention").build();
    Aspects.of(new Construct(stack, "Last")).add(new Declaring(stack, "Late", 2));

    assertThat(ProviderDefaultsTest.statements(resource(stack, "AWS::IAM::ManagedPolicy")))
        .extracting(statement -> statement.get("Resource"))
        .containsExactly(
            List.of(
                RetentionType.APP_INSTANCE.identity(1), RetentionType.APP_INSTANCE.identity(2)));
  }

  /** Declares an app instance with RETAIN, unless it is declared already. */
  private record Declaring(Stack stack, String id, int number) implements IAspect {
    @Override
    public void visit(IConstruct node) {
      if (stack.getNode().tryFindChild(id) == null) {
        RetentionType.APP_INSTANCE
            .settings(stack, id)
            .number(number)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
      }
    }
  }
}
