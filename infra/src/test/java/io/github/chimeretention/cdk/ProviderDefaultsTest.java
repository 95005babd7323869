package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.list;
import static io.github.chimeretention.cdk.Stacks.logicalId;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

@DisplayName("Without options")
class ProviderDefaultsTest {
  private static Stack stack;

  @BeforeAll
  static void declare() {
    stack = stack();
    settings(stack, "Retention").build();
  }

  @Test
  @DisplayName(
      "the function runs the handler on java25, arm64, with 512 MB, for up to five minutes")
  void function() {
    assertThat(properties(stack, "AWS::Lambda::Function"))
        .containsEntry("Runtime", "java25")
        .containsEntry("Handler", "io.github.chimeretention.lambda.RetentionHandler::handleRequest")
        .containsEntry("Architectures", List.of("arm64"))
        .containsEntry("MemorySize", 512)
        .containsEntry("Timeout", 300)
        .doesNotContainKeys("SnapStart", "VpcConfig", "KmsKeyArn");
  }

  @Test
  @DisplayName("it logs JSON to its own log group, which keeps the logs for three months")
  void logs() {
    Object group = Map.of("Ref", logicalId(stack, "AWS::Logs::LogGroup"));

    assertThat(properties(stack, "AWS::Lambda::Function"))
        .containsEntry("LoggingConfig", Map.of("LogFormat", "JSON", "LogGroup", group));
    assertThat(properties(stack, "AWS::Logs::LogGroup")).isEqualTo(Map.of("RetentionInDays", 90));
    assertThat(resource(stack, "AWS::Logs::LogGroup")).containsEntry("DeletionPolicy", "Delete");
  }

  @Test
  @DisplayName("a failed event is tried once more, and dropped after seven minutes")
  void asynchronous_invocation() {
    assertThat(properties(stack, "AWS::Lambda::EventInvokeConfig"))
        .containsEntry("MaximumRetryAttempts", 1)
        .containsEntry("MaximumEventAgeInSeconds", 420)
        .containsEntry("Qualifier", "$LATEST");
  }

  @Test
  @DisplayName("its role may only write to that log group")
  void permissions() {
    String group = logicalId(stack, "AWS::Logs::LogGroup");

    assertThat(statements(resource(stack, "AWS::IAM::Policy")))
        .containsExactly(
            Map.of(
                "Effect",
                "Allow",
                "Action",
                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                "Resource",
                Map.of("Fn::GetAtt", List.of(group, "Arn"))));
    assertThat(properties(stack, "AWS::IAM::Role"))
        .containsOnlyKeys("AssumeRolePolicyDocument", "Description");
  }

  @Test
  @DisplayName("the function can't run before the role has its permissions")
  void function_depends_on_policy() {
    assertThat(list(resource(stack, "AWS::Lambda::Function").get("DependsOn")))
        .contains(logicalId(stack, "AWS::IAM::Policy"));
  }

  @Test
  @DisplayName("a provider that no resource uses may not call Amazon Chime")
  void unused_provider() {
    Stack unused = stack();
    RetentionProvider.shared(unused);

    Template.fromStack(unused).resourceCountIs("AWS::IAM::ManagedPolicy", 0);
    assertThat(statements(resource(unused, "AWS::IAM::Policy")))
        .singleElement()
        .extracting(statement -> statement.get("Action"))
        .isEqualTo(List.of("logs:CreateLogStream", "logs:PutLogEvents"));
  }

  static List<Map<String, Object>> statements(Map<String, Object> policy) {
    Object document = object(policy.get("Properties")).get("PolicyDocument");
    return list(object(document).get("Statement")).stream().map(Stacks::object).toList();
  }
}
