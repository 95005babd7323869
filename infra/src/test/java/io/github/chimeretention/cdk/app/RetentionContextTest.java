package io.github.chimeretention.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.RemovalPolicy;

@DisplayName("The context")
class RetentionContextTest {
  private static final String ARN = "arn:aws:chime:us-east-1:111122223333:app-instance/1";
  private static final String SALES =
      """
      {"accounts": {"sales": {"accountId": "a", "roomRetentionDays": 365}}}""";

  @Test
  @DisplayName(
      "declares accounts and app instances by name, in their order, in a stack of the given name")
  void whole() {
    RetentionContext context =
        read(
            """
            {"chime-retention": {
              "stackName": "Chat-1",
              "accounts": {
                "z": {"accountId": "1", "roomRetentionDays": 5475, "conversationRetentionDays": 1,
                      "removalPolicy": "retain"},
                "a": {"accountId": "2", "removalPolicy": "destroy"}},
              "appInstances": {
                "z": {"appInstanceArn": "arn:aws:chime:us-east-1:111122223333:app-instance/1",
                      "channelRetentionDays": "30", "removalPolicy": "retain"},
                "a": {"appInstanceArn": "arn:aws:chime:eu-central-1:111122223333:app-instance/1"}}}}
            """);

    assertThat(context.stackName()).isEqualTo("Chat-1");
    assertThat(context.accounts())
        .containsExactly(
            Map.entry("z", new AccountContext("1", 5475, 1, RemovalPolicy.RETAIN)),
            Map.entry("a", new AccountContext("2", null, null, RemovalPolicy.DESTROY)));
    assertThat(context.appInstances())
        .containsExactly(
            Map.entry("z", new AppInstanceContext(ARN, 30, RemovalPolicy.RETAIN)),
            Map.entry(
                "a",
                new AppInstanceContext(
                    ARN.replace("us-east-1", "eu-central-1"), null, RemovalPolicy.DESTROY)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{}",
        "{\"accounts\": {}}",
        "{\"appInstances\": {}}",
        "{\"accounts\": {}, \"appInstances\": {}}"
      })
  @DisplayName("may declare nothing, in the default stack")
  void empty(String value) {
    assertThat(read("{\"chime-retention\": " + value + "}"))
        .isEqualTo(new RetentionContext("ChimeRetention", Map.of(), Map.of()));
  }

  @Test
  @DisplayName("may be a string of JSON, as the CLI's -c makes it")
  void json_in_a_string() {
    assertThat(RetentionContext.of(Map.of("chime-retention", SALES)).accounts())
        .containsExactly(
            Map.entry("sales", new AccountContext("a", 365, null, RemovalPolicy.DESTROY)));
  }

  @Test
  @DisplayName("takes a dotted key for one property of an account, its number as a string")
  void overrides() {
    RetentionContext context =
        RetentionContext.of(
            Map.of(
                "chime-retention",
                SALES,
                "chime-retention.stackName",
                "Other",
                "chime-retention.accounts.sales.accountId",
                "12",
                "chime-retention.accounts.sales.roomRetentionDays",
                "30",
                "chime-retention.accounts.sales.conversationRetentionDays",
                90,
                "chime-retention.accounts.sales.removalPolicy",
                "retain"));

    assertThat(context)
        .isEqualTo(
            new RetentionContext(
                "Other",
                Map.of("sales", new AccountContext("12", 30, 90, RemovalPolicy.RETAIN)),
                Map.of()));
  }

  @Test
  @DisplayName("takes a dotted key for one property of an app instance likewise")
  void app_instance_overrides() {
    RetentionContext context =
        RetentionContext.of(
            Map.of(
                "chime-retention",
                "{\"appInstances\": {\"support\": {\"appInstanceArn\": \"x\"}}}",
                "chime-retention.appInstances.support.appInstanceArn",
                ARN,
                "chime-retention.appInstances.support.channelRetentionDays",
                "30",
                "chime-retention.appInstances.support.removalPolicy",
                "retain"));

    assertThat(context.appInstances())
        .containsExactly(
            Map.entry("support", new AppInstanceContext(ARN, 30, RemovalPolicy.RETAIN)));
  }

  @Test
  @DisplayName("has other keys that are none of its business")
  void other_keys() {
    assertThat(read("{\"chime-retention\": {}, \"chime-retentions.x\": 1, \"@aws-cdk/x\": true}"))
        .isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                         | chime-retention is missing; allowed is an object
          {"chime-retention": null}                  | chime-retention is null; allowed is an object
          {"chime-retention": []}                    | chime-retention is []; allowed is an object
          {"chime-retention": 1}                     | chime-retention is 1; allowed is an object
          {"chime-retention": {"account": {}}}       | chime-retention.account is not known; allowed are stackName, accounts, appInstances
          {"chime-retention": {"accounts": []}}      | chime-retention.accounts is []; allowed is an object
          {"chime-retention": {"accounts": null}}    | chime-retention.accounts is null; allowed is an object
          {"chime-retention": {"accounts": {"x": "a"}}}  | chime-retention.accounts.x is "a"; allowed is an object
          {"chime-retention": {"accounts": {"": {}}}}    | chime-retention.accounts has the name ""; allowed are 1 to 64 letters, digits, hyphens and underscores
          {"chime-retention": {"accounts": {"a/b": {}}}} | chime-retention.accounts has the name "a/b"; allowed are 1 to 64 letters, digits, hyphens and underscores
          {"chime-retention": {"appInstances": []}}      | chime-retention.appInstances is []; allowed is an object
          {"chime-retention": {"appInstances": {"x": 1}}}    | chime-retention.appInstances.x is 1; allowed is an object
          {"chime-retention": {"appInstances": {"a.b": {}}}} | chime-retention.appInstances has the name "a.b"; allowed are 1 to 64 letters, digits, hyphens and underscores
          {"chime-retention": {"appInstances": {"x": {"accountId": "a"}}}} | chime-retention.appInstances.x.accountId is not known; allowed are appInstanceArn, channelRetentionDays, removalPolicy
          {"chime-retention": {"appInstances": {"x": {}}}}                 | chime-retention.appInstances.x.appInstanceArn is missing; allowed is arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, as a string
          {"chime-retention": {"accounts": {"a": {}}, "appInstances": {"b": {}}}, "chime-retention.appInstances.a.x": "x"} | chime-retention.appInstances.a is not declared; allowed are overrides of chime-retention.accounts.a, chime-retention.appInstances.b
          {"chime-retention": {"stackName": ""}}         | chime-retention.stackName is ""; allowed is a letter, then up to 127 letters, digits and hyphens, as a string
          {"chime-retention": {"stackName": "1a"}}       | chime-retention.stackName is "1a"; allowed is a letter, then up to 127 letters, digits and hyphens, as a string
          {"chime-retention": {"stackName": 1}}          | chime-retention.stackName is 1; allowed is a letter, then up to 127 letters, digits and hyphens, as a string
          {"chime-retention": {}, "chime-retention.accounts": "x"}          | chime-retention.accounts is "x"; allowed is an object
          {"chime-retention": {}, "chime-retention.nope": "x"}              | chime-retention.nope is not known; allowed are stackName, accounts, appInstances
          {"chime-retention": {"accounts": {"a": {}, "b": {}}}, "chime-retention.accounts.c.accountId": "x"} | chime-retention.accounts.c is not declared; allowed are overrides of chime-retention.accounts.a, chime-retention.accounts.b
          {"chime-retention": {"accounts": {"a": {}}}, "chime-retention.acounts.a.accountId": "x"}           | chime-retention.acounts.a is not declared; allowed are overrides of chime-retention.accounts.a
          {"chime-retention": {"accounts": {"a": {}}}, "chime-retention.accounts.a.days": "x"}               | chime-retention.accounts.a.days is not known; allowed are accountId, roomRetentionDays, conversationRetentionDays, removalPolicy
          """)
  @DisplayName("that is bad is refused with the path of the key, what came and what is allowed")
  void bad_context(String context, String message) {
    assertSchemaRefuses(context);
    assertThatThrownBy(() -> read(context))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          accountId                 | null    | the id of an Amazon Chime account, without spaces inside, as a string
          accountId                 | ""      | the id of an Amazon Chime account, without spaces inside, as a string
          accountId                 | " "     | the id of an Amazon Chime account, without spaces inside, as a string
          accountId                 | "a b"   | the id of an Amazon Chime account, without spaces inside, as a string
          accountId                 | "é"     | the id of an Amazon Chime account, without spaces inside, as a string
          accountId                 | 12      | the id of an Amazon Chime account, without spaces inside, as a string
          roomRetentionDays         | null    | a whole number from 1 to 5475
          roomRetentionDays         | 0       | a whole number from 1 to 5475
          roomRetentionDays         | -1      | a whole number from 1 to 5475
          roomRetentionDays         | 5476    | a whole number from 1 to 5475
          roomRetentionDays         | 4294967297 | a whole number from 1 to 5475
          roomRetentionDays         | 30.5    | a whole number from 1 to 5475
          roomRetentionDays         | true    | a whole number from 1 to 5475
          roomRetentionDays         | {}      | a whole number from 1 to 5475
          roomRetentionDays         | ""      | a whole number from 1 to 5475
          roomRetentionDays         | "30.0"  | a whole number from 1 to 5475
          roomRetentionDays         | "1e2"   | a whole number from 1 to 5475
          roomRetentionDays         | " 30"   | a whole number from 1 to 5475
          roomRetentionDays         | "030"   | a whole number from 1 to 5475
          roomRetentionDays         | "+30"   | a whole number from 1 to 5475
          roomRetentionDays         | "٣٠"    | a whole number from 1 to 5475
          roomRetentionDays         | "5476"  | a whole number from 1 to 5475
          conversationRetentionDays | 0       | a whole number from 1 to 5475
          conversationRetentionDays | "x"     | a whole number from 1 to 5475
          appInstanceArn            | null    | arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, as a string
          appInstanceArn            | ""      | arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, as a string
          appInstanceArn            | 1       | arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, as a string
          appInstanceArn            | "arn:aws-cn:chime:cn-north-1:111122223333:app-instance/a" | arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, as a string
          appInstanceArn            | "arn:aws:chime:us-east-1:11112222333:app-instance/a"      | arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, as a string
          appInstanceArn            | "arn:aws:chime:us-east-1:111122223333:app-instance/a "    | arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, as a string
          channelRetentionDays      | 0       | a whole number from 1 to 5475
          channelRetentionDays      | 5476    | a whole number from 1 to 5475
          channelRetentionDays      | 30.5    | a whole number from 1 to 5475
          channelRetentionDays      | 1e99    | a whole number from 1 to 5475
          channelRetentionDays      | "30 "   | a whole number from 1 to 5475
          channelRetentionDays      | []      | a whole number from 1 to 5475
          removalPolicy             | null    | "destroy" or "retain"
          removalPolicy             | "RETAIN"    | "destroy" or "retain"
          removalPolicy             | "snapshot"  | "destroy" or "retain"
          removalPolicy             | ["retain"]  | "destroy" or "retain"
          """)
  @DisplayName("with a bad value in an account or an app instance is refused likewise")
  void bad_value(String property, String value, String allowed) {
    if (!property.matches("(appInstance|channel).*")) {
      assertRefused("accounts.sales", "accountId", "a", property, value, allowed);
    }
    if (property.matches("(appInstance|channel|removal).*")) {
      assertRefused("appInstances.sales", "appInstanceArn", ARN, property, value, allowed);
    }
  }

  private static void assertRefused(
      String path,
      String identityProperty,
      String id,
      String property,
      String value,
      String allowed) {
    String identity =
        property.equals(identityProperty) ? "" : "\"%s\": \"%s\", ".formatted(identityProperty, id);
    String context =
        "{\"chime-retention\": {\"%s\": {\"sales\": {%s\"%s\": %s}}}}"
            .formatted(path.substring(0, path.indexOf('.')), identity, property, value);

    assertSchemaRefuses(context);
    assertThatThrownBy(() -> read(context))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("chime-retention.%s.%s is ", path, property)
        .hasMessageEndingWith("; allowed is " + allowed)
        .hasMessageContaining(value.equals("1e99") ? "1.0E99" : value);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          accounts     | accountId      | Abc | " aBC"
          appInstances | appInstanceArn | arn:aws:chime:us-east-1:111122223333:app-instance/1 | "arn:aws:chime:us-east-1:111122223333:app-instance/1"
          """)
  @DisplayName("that declares an identity twice is refused with both paths")
  void twice(String section, String property, String first, String second) {
    String context =
        "{\"chime-retention\": {\"%1$s\": {\"a\": {\"%2$s\": \"%3$s\"}, \"b\": {\"%2$s\": %4$s}}}}"
            .formatted(section, property, first, second);

    assertThatThrownBy(() -> read(context))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "chime-retention.%1$s.b.%2$s is %3$s, which chime-retention.%1$s.a declares already; allowed is one declaration in a stack",
            section, property, second);
  }

  @Test
  @DisplayName("without an account id is refused")
  void no_account_id() {
    assertThatThrownBy(() -> read("{\"chime-retention\": {\"accounts\": {\"sales\": {}}}}"))
        .hasMessage(
            "chime-retention.accounts.sales.accountId is missing;"
                + " allowed is the id of an Amazon Chime account, without spaces inside, as a string");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{", "x", "{} {}", "{\"accounts\": {}, \"accounts\": {}}"})
  @DisplayName("that is a string but not JSON is refused in one line")
  void bad_json(String value) {
    assertThatThrownBy(() -> RetentionContext.of(Map.of("chime-retention", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith("chime-retention is \"")
        .contains("; allowed is JSON: ")
        .doesNotContain("\n");
  }

  /** Unless it is by an override, of which the schema knows nothing. */
  private static void assertSchemaRefuses(String context) {
    JsonNode root = json(context);
    if (root.size() == 1) {
      assertThat(ContextSchema.findings(root.path("chime-retention"))).isNotEmpty();
    }
  }

  /** Reads a context, which the schema takes if it is taken. */
  private static RetentionContext read(String context) {
    JsonNode root = json(context);
    RetentionContext read = RetentionContext.of(root);
    assertThat(ContextSchema.findings(root.path("chime-retention"))).isEmpty();
    return read;
  }

  private static JsonNode json(String context) {
    try {
      return new ObjectMapper().readTree(context);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
