package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;

@DisplayName("What the CDK applies to a whole stack reaches what the constructs add")
class AspectsTest {
  private final Stack stack = stack();

  @Test
  @DisplayName("as a permissions boundary")
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
  @DisplayName("as a tag")
  void tag(String type) {
    settings(stack, "Retention").build();
    Tags.of(stack).add("team", "messaging");

    assertThat(properties(stack, type))
        .containsEntry("Tags", List.of(Map.of("Key", "team", "Value", "messaging")));
  }
}
