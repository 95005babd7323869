package io.github.chimeretention.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A stack in the context")
class StackContextTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCOUNTS = "\"accounts\": {\"a\": {\"accountId\": \"a\"}}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          "stackName": "Chat"                                  | "stackName": "Chat"                                     | Chat
          "stackName": "two"                                   | "tags": {}                                              | two
          "stackName": "Chat", "env": {"region": "us-east-1"}  | "stackName": "Chat", "env": {"region": "us-east-1"}     | Chat
          "stackName": "Chat", "env": {"region": "us-east-1"}  | "stackName": "Chat", "env": {"region": "eu-central-1"}  | none
          "stackName": "Chat"                                  | "stackName": "Chat2"                                    | none
          """)
  @DisplayName("is rejected if another stack has the same name and environment")
  void same_name(String one, String two, String name) throws IOException {
    List<String> mistakes =
        mistakes(
            JSON.readTree(
                "{\"stacks\": {\"one\": {%s, %s}, \"two\": {%s, %s}}}"
                    .formatted(one, ACCOUNTS, two, ACCOUNTS)));

    assertThat(mistakes)
        .isEqualTo(
            name == null
                ? List.of()
                : List.of(
                    "chime-retention.stacks.two.stackName is \"%s\", which chime-retention.stacks.one already uses in the same env; it must be unique"
                        .formatted(name)));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "aws:x", "AWS:x", "a*b"})
  @DisplayName("is rejected with a tag key that AWS CloudFormation does not accept")
  void bad_tag_key(String key) {
    JsonNode stack = withTag(key);

    assertThat(ContextSchema.findings(stack)).isNotEmpty();
    assertThat(mistakes(stack))
        .containsExactly(
            "chime-retention.tags has the key \"%s\"; it must be 1 to 128 letters, digits, spaces and _.:/=+-@, and must not begin with aws:"
                .formatted(key));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"team", "cost center", "équipe", "awsome", "a:b/c=d+e-f@g_h.i"})
  @DisplayName("has tags whose keys AWS CloudFormation accepts")
  void good_tag_key(String key) {
    JsonNode stack = withTag(key);

    assertThat(ContextSchema.findings(stack)).isEmpty();
    assertThat(mistakes(stack)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"accounts": {"a": {"accountId": "${Token[TOKEN.1]}"}}}               | accounts.a.accountId
          {"accounts": {"a": {"accountId": "a", "reapply": "${Token[X.1]}"}}}   | accounts.a.reapply
          {"accounts": {"a": {"accountId": "a"}}, "tags": {"a": "${Token[A.1]}"}} | tags.a
          {"appInstances": {"a": {"appInstanceArn": "x${Token[AWS.Region.3]}"}}} | appInstances.a.appInstanceArn
          """)
  @DisplayName("is rejected in one line with a text that the CDK reads as a token")
  void token(String stack, String key) throws IOException {
    assertThat(mistakes(JSON.readTree(stack)))
        .singleElement()
        .asString()
        .startsWith("chime-retention." + key + " is \"")
        .endsWith("it must be a text without \"${Token[\", which the AWS CDK reads as a reference");
  }

  @ParameterizedTest
  @ValueSource(strings = {"provider", "drift"})
  @DisplayName("is rejected with a role of another AWS account")
  void role_of_another_account(String function) throws IOException {
    String arn = "arn:aws:iam::444455556666:role/chime";

    assertThat(
            mistakes(
                JSON.readTree(
                    "{%s, \"env\": {\"account\": \"111122223333\"}, \"%s\": {\"roleArn\": \"%s\"}}"
                        .formatted(ACCOUNTS, function, arn))))
        .containsExactly(
            "chime-retention.%s.roleArn is \"%s\"; it must be the ARN of a role in the stack's AWS account, 111122223333"
                .formatted(function, arn));
  }

  @Test
  @DisplayName("may have the name of a construct in this library")
  void taken_names() throws IOException {
    assertThat(
            mistakes(
                JSON.readTree(
                    "{\"stacks\": {\"AppRetention\": {%s}, \"StackRetention\": {%s}}}"
                        .formatted(
                            ACCOUNTS, ACCOUNTS.replace("accountId\": \"a", "accountId\": \"b")))))
        .isEmpty();
  }

  private static JsonNode withTag(String key) {
    ObjectNode stack = JSON.createObjectNode();
    stack.putObject("accounts").putObject("a").put("accountId", "a");
    stack.putObject("tags").put(key, "x");
    return stack;
  }

  /** Declares the stacks of a context in an app. */
  private static List<String> mistakes(JsonNode value) {
    List<String> mistakes = new ArrayList<>();
    RetentionApp.declare(
        new software.amazon.awscdk.App(),
        JSON.createObjectNode().set("chime-retention", value),
        mistakes);
    return mistakes;
  }
}
