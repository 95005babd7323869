package io.github.chimeretention.cdk.app;

import static io.github.chimeretention.cdk.app.Contexts.context;
import static io.github.chimeretention.cdk.app.Contexts.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A stack in the context")
class StackContextTest {
  private static final String ACCOUNTS = "'accounts': {'a': {'accountId': 'a'}}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          "stackName": "Chat"                                 | "stackName": "Chat"                                    | Chat
          "stackName": "two"                                  | "tags": {}                                             | two
          "stackName": "Chat", "env": {"region": "us-east-1"} | "stackName": "Chat", "env": {"region": "us-east-1"}    | Chat
          "stackName": "Chat", "env": {"region": "us-east-1"} | "stackName": "Chat", "env": {"region": "eu-central-1"} | none
          "stackName": "Chat"                                 | "stackName": "Chat2"                                   | none""")
  @DisplayName("is rejected if another stack has the same name and environment")
  void same_name(String one, String two, String name) {
    String stacks = "{'stacks': {'one': {%s, %s}, 'two': {%s, %s}}}";
    String mistake =
        "chime-retention.stacks.two.stackName is \"%s\", which chime-retention.stacks.one already uses"
            + " in the same env; it must be unique";

    assertThat(mistakes(stacks.formatted(one, ACCOUNTS, two, ACCOUNTS)))
        .isEqualTo(name == null ? List.of() : List.of(mistake.formatted(name)));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "aws:x", "AWS:x", "a*b"})
  @DisplayName("is rejected with a tag key that AWS CloudFormation does not accept")
  void bad_tag_key(String key) {
    String stack = "{%s, 'tags': {'%s': 'x'}}".formatted(ACCOUNTS, key);

    assertThat(ContextSchema.findings(json(stack))).isNotEmpty();
    assertThat(mistakes(stack))
        .containsExactly(
            "chime-retention.tags has the key \""
                + key
                + "\"; it must be 1 to 128 letters, digits,"
                + " spaces and _.:/=+-@, and must not begin with aws:");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"team", "cost center", "équipe", "awsome", "a:b/c=d+e-f@g_h.i"})
  @DisplayName("has tags whose keys AWS CloudFormation accepts")
  void good_tag_key(String key) {
    String stack = "{%s, 'tags': {'%s': 'x'}}".formatted(ACCOUNTS, key);

    assertThat(ContextSchema.findings(json(stack))).isEmpty();
    assertThat(mistakes(stack)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"accounts": {"a": {"accountId": "${Token[TOKEN.1]}"}}}                 | accounts.a.accountId
          {"accounts": {"a": {"accountId": "a", "reapply": "${Token[X.1]}"}}}     | accounts.a.reapply
          {"accounts": {"a": {"accountId": "a"}}, "tags": {"a": "${Token[A.1]}"}} | tags.a
          {"appInstances": {"a": {"appInstanceArn": "x${Token[AWS.Region.3]}"}}}  | appInstances.a.appInstanceArn""")
  @DisplayName("is rejected in one line with a text that the CDK reads as a token")
  void token(String stack, String key) {
    assertThat(mistakes(stack))
        .singleElement()
        .asString()
        .startsWith("chime-retention." + key + " is \"")
        .endsWith("it must be a text without \"${Token[\", which the AWS CDK reads as a reference");
  }

  @ParameterizedTest
  @ValueSource(strings = {"provider", "drift"})
  @DisplayName("is rejected with a role of another AWS account")
  void role_of_another_account(String function) {
    String role = "'%s': {'roleArn': 'arn:aws:iam::444455556666:role/chime'}".formatted(function);

    assertThat(mistakes("{'env': {'account': '111122223333'}, %s, %s}".formatted(role, ACCOUNTS)))
        .containsExactly(
            "chime-retention."
                + function
                + ".roleArn is \"arn:aws:iam::444455556666:role/chime\";"
                + " it must be the ARN of a role in the stack's AWS account, 111122223333");
  }

  private static List<String> mistakes(String settings) {
    return Contexts.mistakes(context(settings));
  }
}
