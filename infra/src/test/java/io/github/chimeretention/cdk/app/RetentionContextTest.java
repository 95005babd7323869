package io.github.chimeretention.cdk.app;

import static io.github.chimeretention.cdk.app.Contexts.JSON;
import static io.github.chimeretention.cdk.app.Contexts.context;
import static io.github.chimeretention.cdk.app.Contexts.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The context")
class RetentionContextTest {
  private static final String ACCOUNTS = "'accounts': {'a': {'accountId': 'a'}}";
  private static final String SALES =
      """
      {"accounts": {"sales": {"accountId": "a", "roomRetentionDays": 365}}}""";

  @Test
  @DisplayName("declares accounts and app instances by name, in a stack of the given name")
  void whole() {
    assertRead(
        """
        {"stackName": "Chat-1", "env": {"account": "111122223333", "region": "eu-central-1"},
         "tags": {"team": "messaging"}, "terminationProtection": true, "effectOutputs": false,
         "provider": {
           "memorySize": 1024, "timeout": "60", "logRetentionDays": 7,
           "logKeyArn": "arn:aws:kms:eu-central-1:111122223333:key/logs",
           "reservedConcurrentExecutions": 5, "tracing": true, "roleArn": "arn:aws:iam::111122223333:role/chime",
           "permissionsBoundaryArn": "arn:aws:iam::111122223333:policy/boundary", "vpcId": "vpc-0123456789abcdef0"},
         "drift": {
           "schedule": "rate(1 hour)", "alarmTopicArn": "arn:aws:sns:eu-central-1:111122223333:alarms",
           "watchCloudTrail": true, "roleArn": "arn:aws:iam::111122223333:role/drift"},
         "policy": {"roomRetentionDays": {"min": 30, "max": "3650", "orOff": true}, "channelRetentionDays": {}},
         "accounts": {
           "z": {"accountId": "1", "roomRetentionDays": 5475, "conversationRetentionDays": 1,
                 "removalPolicy": "retain", "reapply": "2026-11-24", "overwriteExisting": true},
           "a": {"accountId": "2", "removalPolicy": "destroy"}},
         "appInstances": {
           "z": {"appInstanceArn": "arn:aws:chime:us-east-1:111122223333:app-instance/1", "channelRetentionDays": "30",
                 "removalPolicy": "retain", "reapply": "x", "overwriteExisting": "true"},
           "a": {"appInstanceArn": "arn:aws:chime:eu-central-1:111122223333:app-instance/1"}}}""",
        """
        [{"path": "chime-retention", "id": "Chat-1", "stackName": "Chat-1",
          "env": {"account": "111122223333", "region": "eu-central-1"},
          "tags": {"team": "messaging"}, "terminationProtection": true, "effectOutputs": false,
          "provider": {
            "memorySize": 1024, "timeout": 60, "logRetentionDays": "ONE_WEEK",
            "logKeyArn": "arn:aws:kms:eu-central-1:111122223333:key/logs",
            "reservedConcurrentExecutions": 5, "tracing": true, "roleArn": "arn:aws:iam::111122223333:role/chime",
            "permissionsBoundaryArn": "arn:aws:iam::111122223333:policy/boundary", "vpcId": "vpc-0123456789abcdef0"},
          "drift": {
            "schedule": "rate(1 hour)", "alarmTopicArn": "arn:aws:sns:eu-central-1:111122223333:alarms",
            "watchCloudTrail": true, "roleArn": "arn:aws:iam::111122223333:role/drift"},
          "policies": [{
            "id": "RetentionPolicy", "roomRetentionDays": {"min": 30, "max": 3650, "orOff": true},
            "conversationRetentionDays": null, "channelRetentionDays": {"min": 1, "max": 5475, "orOff": false}}],
          "sections": {
            "ACCOUNTS": {
              "z": {"identity": "1", "days": {"roomRetentionDays": 5475, "conversationRetentionDays": 1},
                    "removalPolicy": "RETAIN", "reapply": "2026-11-24", "overwriteExisting": true},
              "a": {"identity": "2", "days": {},
                    "removalPolicy": "DESTROY", "reapply": null, "overwriteExisting": false}},
            "APP_INSTANCES": {
              "z": {"identity": "arn:aws:chime:us-east-1:111122223333:app-instance/1", "days": {"channelRetentionDays": 30},
                    "removalPolicy": "RETAIN", "reapply": "x", "overwriteExisting": true},
              "a": {"identity": "arn:aws:chime:eu-central-1:111122223333:app-instance/1", "days": {},
                    "removalPolicy": "DESTROY", "reapply": null, "overwriteExisting": false}}}}]""");
  }

  @Test
  @DisplayName("has defaults for everything except one account or app instance")
  void defaults() {
    assertRead(
        SALES,
        """
        [{"path": "chime-retention", "id": "ChimeRetention", "stackName": "ChimeRetention",
          "env": {"account": null, "region": null},
          "tags": {}, "terminationProtection": false, "effectOutputs": true,
          "provider": null, "drift": null, "policies": [],
          "sections": {
            "ACCOUNTS": {
              "sales": {"identity": "a", "days": {"roomRetentionDays": 365},
                        "removalPolicy": "DESTROY", "reapply": null, "overwriteExisting": false}},
            "APP_INSTANCES": {}}}]""");
  }

  @Test
  @DisplayName("declares several stacks by name, in the given order")
  void stacks() {
    String stacks = "{'stacks': {'prod': {%s}, 'stage': {'stackName': 'Chat-stage', %s}}}";

    assertThat(good(stacks.formatted(ACCOUNTS, ACCOUNTS)))
        .extracting(StackContext::path, StackContext::id, StackContext::stackName)
        .containsExactly(
            tuple("chime-retention.stacks.prod", "prod", "prod"),
            tuple("chime-retention.stacks.stage", "stage", "Chat-stage"));
  }

  @Test
  @DisplayName("may be a string of JSON, as the CLI's -c passes it")
  void json_in_a_string() {
    StackContext stack = read(JSON.createObjectNode().put("chime-retention", SALES)).get(0);

    assertThat(stack.sections().get(RetentionSection.ACCOUNTS)).containsOnlyKeys("sales");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stackName                             | "Other"        | {"stackName": "Other"}
          env.region                            | "eu-central-1" | {"env": {"region": "eu-central-1"}}
          tags.cost.center                      | "12"           | {"tags": {"cost.center": "12"}}
          policy.roomRetentionDays              | {"min": 3}     | {"policy": {"roomRetentionDays": {"min": 3}}}
          drift.schedule                        | "rate(6 hours)" | {"drift": {"schedule": "rate(6 hours)"}}
          drift.watchCloudTrail                 | "true"         | {"drift": {"watchCloudTrail": true}}
          provider.memorySize                   | "1024"         | {"provider": {"memorySize": 1024}}
          accounts.sales.accountId              | "12"           | {"accounts": {"sales": {"accountId": "12"}}}
          accounts.sales.roomRetentionDays      | "30"           | {"accounts": {"sales": {"roomRetentionDays": 30}}}
          accounts.sales.removalPolicy          | "retain"       | {"accounts": {"sales": {"removalPolicy": "retain"}}}
          accounts.sales.reapply                | "today"        | {"accounts": {"sales": {"reapply": "today"}}}""")
  @DisplayName("accepts a dotted key for one property, with its number as a string")
  void overrides(String key, String value, String same) throws JsonProcessingException {
    String declared = "{'chime-retention': %s, 'chime-retention.%s': %s}";
    JsonNode expected = JSON.readerForUpdating(json(SALES)).readValue(same);

    assertThat(read(json(declared.formatted(SALES, key, value))))
        .isEqualTo(read(context(expected.toString())));
  }

  @Test
  @DisplayName("accepts a dotted key for a property in one of several stacks")
  void override_in_a_stack() {
    String override = "'chime-retention.stacks.prod.accounts.sales.roomRetentionDays': '30'";
    String declared = "{'chime-retention': {'stacks': {'prod': %s}}, %s}";
    StackContext stack = read(json(declared.formatted(SALES, override))).get(0);

    assertThat(stack.sections().get(RetentionSection.ACCOUNTS).get("sales").days())
        .containsEntry("roomRetentionDays", 30);
  }

  @Test
  @DisplayName("may have other keys, which are ignored")
  void other_keys() {
    String declared = "{'chime-retention': %s, 'chime-retentions.x': 1, '@aws-cdk/x': true}";

    assertThat(read(json(declared.formatted(SALES)))).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                         | chime-retention is missing; it must be an object
          {"chime-retention": null}                  | chime-retention is null; it must be an object
          {"chime-retention": []}                    | chime-retention is []; it must be an object
          {"chime-retention": {"accounts": null}}    | chime-retention.accounts is null; it must be an object
          {"chime-retention": {"stacks": null}}      | chime-retention.stacks is null; it must be an object
          {"chime-retention": {"stacks": {"a": 1}}}  | chime-retention.stacks.a is 1; it must be an object
          {"chime-retention": {"accounts": {"x": "a"}}}  | chime-retention.accounts.x is "a"; it must be an object
          {"chime-retention": {"accounts": {"": {}}}}    | chime-retention.accounts has the name ""; it must be 1 to 64 letters, digits, hyphens and underscores
          {"chime-retention": {"accounts": {"a/b": {}}}} | chime-retention.accounts has the name "a/b"; it must be 1 to 64 letters, digits, hyphens and underscores
          {"chime-retention": {"stacks": {"1": {}}}}     | chime-retention.stacks has the name "1"; it must be a letter, then up to 127 letters, digits and hyphens
          {"chime-retention": {"appInstances": []}}      | chime-retention.appInstances is []; it must be an object
          {"chime-retention": {"appInstances": {"x": 1}}}    | chime-retention.appInstances.x is 1; it must be an object
          {"chime-retention": {"appInstances": {"a.b": {}}}} | chime-retention.appInstances has the name "a.b"; it must be 1 to 64 letters, digits, hyphens and underscores
          {"chime-retention": {"appInstances": {"x": {}}}}   | chime-retention.appInstances.x.appInstanceArn is missing; it must be the ARN of an app instance, as a string
          {"chime-retention": {"accounts": {"x": {}}}}       | chime-retention.accounts.x.accountId is missing; it must be the ID of an Amazon Chime account, as a string""")
  @DisplayName("that is invalid is rejected with the path, the value, and the allowed values")
  void bad_context(String context, String mistake) {
    assertThat(rejected(json(context))).containsExactly(mistake);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "'accounts': {}", "'stackName': 'x', 'accounts': {}, 'appInstances': {}"})
  @DisplayName("that declares nothing is rejected in one line")
  void empty(String settings) {
    assertThat(rejected(context("{" + settings + "}")))
        .containsExactly(
            "chime-retention has no accounts or appInstances; it must declare at least one"
                + " (to remove the last one, run cdk destroy while it is still declared)");
  }

  @Test
  @DisplayName("with an empty stacks object is rejected in one line")
  void no_stacks() {
    assertThat(rejected(context("{'stacks': {}}")))
        .containsExactly(
            "chime-retention.stacks is {}; it must be an object with at least one stack");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"acounts": {}}                        | chime-retention.acounts is unknown; it must be one of stackName, env, tags, terminationProtection, effectOutputs, provider, drift, policy, accounts, appInstances, stacks (did you mean accounts?)
          {"stacks": {}, "accounts": {}}         | chime-retention.accounts is unknown; it must be one of policy, stacks
          {"env": {"acount": "1"}}               | chime-retention.env.acount is unknown; it must be one of account, region (did you mean account?)
          {"provider": {"memory": 1}}            | chime-retention.provider.memory is unknown; it must be one of memorySize, timeout, logRetentionDays, logKeyArn, reservedConcurrentExecutions, tracing, roleArn, permissionsBoundaryArn, vpcId
          {"policy": {"rooms": {}}}              | chime-retention.policy.rooms is unknown; it must be one of roomRetentionDays, conversationRetentionDays, channelRetentionDays
          {"policy": {"channelRetentionDays": {"minimum": 1}}} | chime-retention.policy.channelRetentionDays.minimum is unknown; it must be one of min, max, orOff
          {"drift": {"alarmTopic": "a"}}         | chime-retention.drift.alarmTopic is unknown; it must be one of schedule, alarmTopicArn, watchCloudTrail, roleArn (did you mean alarmTopicArn?)
          {"accounts": {"a": {"AccountID": "a"}}} | chime-retention.accounts.a.AccountID is unknown; it must be one of accountId, roomRetentionDays, conversationRetentionDays, removalPolicy, reapply, overwriteExisting (did you mean accountId?)
          {"appInstances": {"a": {"accountId": "a"}}} | chime-retention.appInstances.a.accountId is unknown; it must be one of appInstanceArn, channelRetentionDays, removalPolicy, reapply, overwriteExisting
          {"stacks": {"a": {"stack": 1}}}        | chime-retention.stacks.a.stack is unknown; it must be one of stackName, env, tags, terminationProtection, effectOutputs, provider, drift, policy, accounts, appInstances""")
  @DisplayName("with an unknown key is rejected with the most similar known key")
  void unknown_key(String settings, String mistake) {
    assertThat(rejected(context(settings))).contains(mistake);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          accounts.salse.accountId | chime-retention.accounts.salse is not declared, but overridden; it must be one of sales (did you mean sales?)
          acounts.sales.accountId  | chime-retention.acounts is not declared, but overridden; it must be one of accounts (did you mean accounts?)
          nope                     | chime-retention.nope is unknown; it must be one of stackName, env, tags, terminationProtection, effectOutputs, provider, drift, policy, accounts, appInstances, stacks
          accounts.sales.days      | chime-retention.accounts.sales.days is unknown; it must be one of accountId, roomRetentionDays, conversationRetentionDays, removalPolicy, reapply, overwriteExisting
          accounts                 | chime-retention.accounts is "x"; it must be an object""")
  @DisplayName("is rejected if an override refers to a missing object")
  void bad_override(String key, String mistake) {
    String declared = "{'chime-retention': %s, 'chime-retention.%s': 'x'}";

    assertThat(mistakes(json(declared.formatted(SALES, key)))).containsExactly(mistake);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          env, tags, provider, drift, policy, policy.roomRetentionDays | [null, true, 30, []] | an object
          stackName | ["", "1a", 1] | a letter, then up to 127 letters, digits and hyphens
          env.account | [111122223333, "1111"] | the 12 digits of an AWS account's ID, as a string
          env.region | [null, "Frankfurt"] | an AWS region such as "eu-central-1"
          tags.a | [1] | a string of up to 256 characters
          terminationProtection, provider.tracing, drift.watchCloudTrail | [null, "yes", "on", 1] | true or false
          provider.memorySize, provider.timeout, provider.reservedConcurrentExecutions | [null, 0, 1.5, "x"] | a whole number from 1 to 2147483647
          provider.logRetentionDays | [2, true] | one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
          provider.logKeyArn | ["alias/logs"] | the ARN of an AWS KMS key
          provider.roleArn, drift.roleArn | ["chime", "drift"] | the ARN of a role
          provider.permissionsBoundaryArn | ["chime"] | the ARN of a managed policy
          drift.schedule | ["daily", "at(2026-11-24T12:00:00)", 1] | a rate of at most 1 day, or a cron expression that runs every day, as a string
          drift.alarmTopicArn | [null, "alarms"] | the ARN of an Amazon SNS topic""")
  @DisplayName("with an invalid value in a stack is rejected likewise")
  void bad_stack_value(String paths, String values, String mustBe) {
    assertRejected("{" + ACCOUNTS + "}", paths, values, mustBe);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"min": 0}            | min is 0; it must be a whole number from 1 to 5475
          {"max": 5476}         | max is 5476; it must be a whole number from 1 to 5475
          {"min": 30, "max": 7} | max is 7; it must be a whole number from 30 to 5475""")
  @DisplayName("rejects a rule whose longest period is shorter than its shortest")
  void rule(String rule, String mistake) {
    String declared = "{'policy': {'channelRetentionDays': %s}, %s}".formatted(rule, ACCOUNTS);

    assertThat(mistakes(context(declared)))
        .containsExactly("chime-retention.policy.channelRetentionDays." + mistake);
  }

  @Test
  @DisplayName("rejects a topic in another region than the stack's, if that is known")
  void topic_of_another_region() {
    String drift =
        "'drift': {'alarmTopicArn': 'arn:aws:sns:us-east-1:111122223333:a'}, " + ACCOUNTS;

    assertThat(mistakes(context("{" + drift + "}"))).isEmpty();
    assertThat(mistakes(context("{'env': {'region': 'eu-central-1'}, " + drift + "}")))
        .containsExactly(
            "chime-retention.drift.alarmTopicArn is \"arn:aws:sns:us-east-1:111122223333:a\";"
                + " it must be the ARN of a topic in the stack's region, eu-central-1");
  }

  @Test
  @DisplayName("with a VPC must have the environment in which it is looked up")
  void vpc_without_env() {
    String vpc = "'provider': {'vpcId': 'vpc-12345678'}, 'env': {'region': 'us-east-1'}";

    assertThat(mistakes(context("{%s, %s}".formatted(vpc, ACCOUNTS))))
        .containsExactly(
            "chime-retention.provider.vpcId is \"vpc-12345678\"; it must be omitted,"
                + " or declared together with env.account and env.region, where it is looked up");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          accounts.a.accountId | [null, "", " ", 12] | the ID of an Amazon Chime account, as a string
          appInstances.a.appInstanceArn | [null, "", 1] | the ARN of an app instance, as a string
          accounts.a.roomRetentionDays, accounts.a.conversationRetentionDays, appInstances.a.channelRetentionDays | [null, 0, -1, 5476, 4294967297, 30.5, 1e99, true, {}, [], "", "x", "30.0", "1e2", " 30", "30 ", "030", "+30", "٣٠", "5476"] | a whole number from 1 to 5475
          accounts.a.removalPolicy, appInstances.a.removalPolicy | [null, "RETAIN", "snapshot", ["retain"]] | "destroy" or "retain"
          accounts.a.reapply, appInstances.a.reapply | [null, " ", 20261124] | a text, such as a date, as a string
          accounts.a.overwriteExisting, appInstances.a.overwriteExisting | [null, "yes", 1] | true or false""")
  @DisplayName("with an invalid value in an account or an app instance is rejected likewise")
  void bad_value(String paths, String values, String mustBe) {
    String appInstances =
        "'appInstances': {'a': {'appInstanceArn': 'arn:aws:chime:us-east-1:111122223333:app-instance/1'}}";

    assertRejected("{%s, %s}".formatted(ACCOUNTS, appInstances), paths, values, mustBe);
  }

  /** Asserts that each path in valid settings must not have any of the values. */
  private static void assertRejected(String settings, String paths, String values, String mustBe) {
    for (String path : paths.split(", ", -1)) {
      JsonPointer pointer = JsonPointer.compile("/chime-retention/" + path.replace('.', '/'));
      for (JsonNode value : json(values)) {
        JsonNode context = context(settings);
        context.withObject(pointer.head()).set(pointer.last().getMatchingProperty(), value);

        assertThat(rejected(context))
            .containsExactly(
                "chime-retention.%s is %s; it must be %s".formatted(path, value, mustBe));
      }
    }
  }

  @Test
  @DisplayName("is rejected with all mistakes at once")
  void all_mistakes() {
    String accounts = "{'a': {'accountID': 'x', 'roomRetentionDays': 0}, 'b': 1}";
    String appInstances = "{'c': {'appInstanceArn': '', 'removalPolicy': 'keep'}}";
    String declared = "{'stackName': 1, 'accounts': %s, 'appInstances': %s}";

    assertThat(mistakes(context(declared.formatted(accounts, appInstances))))
        .extracting(mistake -> mistake.substring(0, mistake.indexOf(" is ")))
        .containsExactly(
            "chime-retention.stackName",
            "chime-retention.accounts.a.accountID",
            "chime-retention.accounts.a.accountId",
            "chime-retention.accounts.a.roomRetentionDays",
            "chime-retention.accounts.b",
            "chime-retention.appInstances.c.appInstanceArn",
            "chime-retention.appInstances.c.removalPolicy");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{", "x", "{} {}", "{\"accounts\": {}, \"accounts\": {}}"})
  @DisplayName("that is a string but not JSON is rejected in one line")
  void bad_json(String value) {
    assertThat(mistakes(JSON.createObjectNode().put("chime-retention", value)))
        .singleElement()
        .asString()
        .startsWith("chime-retention is \"")
        .contains("; it must be JSON: ")
        .doesNotContain("\n");
  }

  private static void assertRead(String settings, String expected) {
    assertThat(JSON.<JsonNode>valueToTree(good(settings))).isEqualTo(json(expected));
  }

  /** Reads settings without mistakes, which are valid against the schema. */
  private static List<StackContext> good(String settings) {
    JsonNode context = context(settings);
    assertThat(ContextSchema.findings(context.path("chime-retention"))).isEmpty();
    return read(context);
  }

  private static List<StackContext> read(JsonNode context) {
    List<String> mistakes = new ArrayList<>();
    List<StackContext> read = RetentionContext.read(context, mistakes);
    assertThat(mistakes).isEmpty();
    return read;
  }

  /** The mistakes in a context that is also invalid against the schema. */
  private static List<String> rejected(JsonNode context) {
    List<String> findings = ContextSchema.findings(context.path("chime-retention"));
    assertThat(findings).as("%s", context).isNotEmpty();
    return mistakes(context);
  }

  static List<String> mistakes(JsonNode context) {
    List<String> mistakes = new ArrayList<>();
    RetentionContext.read(context, mistakes);
    return mistakes;
  }
}
