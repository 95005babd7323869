package io.github.chimeretention.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

@DisplayName("The context")
class RetentionContextTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARN = "arn:aws:chime:us-east-1:111122223333:app-instance/1";
  private static final String SALES =
      """
      {"accounts": {"sales": {"accountId": "a", "roomRetentionDays": 365}}}""";

  @Test
  @DisplayName("declares accounts and app instances by name, in a stack of the given name")
  void whole() {
    StackContext stack =
        good("""
                {"chime-retention": {
                  "stackName": "Chat-1",
                  "env": {"account": "111122223333", "region": "eu-central-1"},
                  "tags": {"team": "messaging"},
                  "terminationProtection": true,
                  "effectOutputs": false,
                  "provider": {
                    "memorySize": 1024, "timeout": "60", "logRetentionDays": 7,
                    "logKeyArn": "arn:aws:kms:eu-central-1:111122223333:key/logs",
                    "reservedConcurrentExecutions": 5, "tracing": true,
                    "roleArn": "arn:aws:iam::111122223333:role/chime",
                    "permissionsBoundaryArn": "arn:aws:iam::111122223333:policy/boundary",
                    "vpcId": "vpc-0123456789abcdef0"},
                  "drift": {
                    "schedule": "rate(1 hour)",
                    "alarmTopicArn": "arn:aws:sns:eu-central-1:111122223333:alarms",
                    "watchCloudTrail": true,
                    "roleArn": "arn:aws:iam::111122223333:role/drift"},
                  "policy": {
                    "roomRetentionDays": {"min": 30, "max": "3650", "orOff": true},
                    "channelRetentionDays": {}},
                  "accounts": {
                    "z": {"accountId": "1", "roomRetentionDays": 5475, "conversationRetentionDays": 1,
                          "removalPolicy": "retain", "reapply": "2026-11-24", "overwriteExisting": true},
                    "a": {"accountId": "2", "removalPolicy": "destroy"}},
                  "appInstances": {
                    "z": {"appInstanceArn": "arn:aws:chime:us-east-1:111122223333:app-instance/1",
                          "channelRetentionDays": "30", "removalPolicy": "retain", "reapply": "x", "overwriteExisting": "true"},
                    "a": {"appInstanceArn": "arn:aws:chime:eu-central-1:111122223333:app-instance/1"}}}}
                """)
            .get(0);

    assertThat(stack)
        .isEqualTo(
            new StackContext(
                "chime-retention",
                "Chat-1",
                "Chat-1",
                new EnvContext("111122223333", "eu-central-1"),
                Map.of("team", "messaging"),
                true,
                false,
                new ProviderContext(
                    1024,
                    60,
                    RetentionDays.ONE_WEEK,
                    "arn:aws:kms:eu-central-1:111122223333:key/logs",
                    5,
                    true,
                    "arn:aws:iam::111122223333:role/chime",
                    "arn:aws:iam::111122223333:policy/boundary",
                    "vpc-0123456789abcdef0"),
                new DriftContext(
                    "rate(1 hour)",
                    "arn:aws:sns:eu-central-1:111122223333:alarms",
                    true,
                    "arn:aws:iam::111122223333:role/drift"),
                List.of(
                    new PolicyContext(
                        "RetentionPolicy",
                        new PolicyContext.Rule(30, 3650, true),
                        null,
                        new PolicyContext.Rule(1, 5475, false))),
                Map.of(
                    RetentionSection.ACCOUNTS,
                    Map.of(
                        "z",
                        new RetentionEntry(
                            "1",
                            Map.of("roomRetentionDays", 5475, "conversationRetentionDays", 1),
                            RemovalPolicy.RETAIN,
                            "2026-11-24",
                            true),
                        "a",
                        new RetentionEntry("2", Map.of(), RemovalPolicy.DESTROY, null, false)),
                    RetentionSection.APP_INSTANCES,
                    Map.of(
                        "z",
                        new RetentionEntry(
                            ARN,
                            Map.of("channelRetentionDays", 30),
                            RemovalPolicy.RETAIN,
                            "x",
                            true),
                        "a",
                        new RetentionEntry(
                            ARN.replace("us-east-1", "eu-central-1"),
                            Map.of(),
                            RemovalPolicy.DESTROY,
                            null,
                            false)))));
  }

  @Test
  @DisplayName("has defaults for everything except one account or app instance")
  void defaults() {
    assertThat(good("{\"chime-retention\": " + SALES + "}"))
        .containsExactly(
            new StackContext(
                "chime-retention",
                "ChimeRetention",
                "ChimeRetention",
                new EnvContext(null, null),
                Map.of(),
                false,
                true,
                null,
                null,
                List.of(),
                Map.of(
                    RetentionSection.ACCOUNTS,
                    Map.of(
                        "sales",
                        new RetentionEntry(
                            "a",
                            Map.of("roomRetentionDays", 365),
                            RemovalPolicy.DESTROY,
                            null,
                            false)),
                    RetentionSection.APP_INSTANCES,
                    Map.of())));
  }

  @Test
  @DisplayName("declares several stacks by name, in the given order")
  void stacks() {
    List<StackContext> stacks =
        good(
            """
            {"chime-retention": {"stacks": {
              "prod": {"accounts": {"a": {"accountId": "a"}}},
              "stage": {"stackName": "Chat-stage", "accounts": {"a": {"accountId": "b"}}}}}}
            """);

    assertThat(stacks).extracting(StackContext::id).containsExactly("prod", "stage");
    assertThat(stacks).extracting(StackContext::stackName).containsExactly("prod", "Chat-stage");
    assertThat(stacks)
        .extracting(StackContext::path)
        .containsExactly("chime-retention.stacks.prod", "chime-retention.stacks.stage");
  }

  @Test
  @DisplayName("may be a string of JSON, as the CLI's -c passes it")
  void json_in_a_string() {
    assertThat(
            read(JSON.valueToTree(Map.of("chime-retention", SALES)))
                .get(0)
                .sections()
                .get(RetentionSection.ACCOUNTS))
        .containsOnlyKeys("sales");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
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
          accounts.sales.reapply                | "today"        | {"accounts": {"sales": {"reapply": "today"}}}
          """)
  @DisplayName("accepts a dotted key for one property, with its number as a string")
  void overrides(String key, String value, String same) {
    String declared = "{\"chime-retention\": " + SALES + ", \"chime-retention." + key + "\": ";
    JsonNode expected =
        JSON.createObjectNode().set("chime-retention", merged(json(SALES), json(same)));

    assertThat(read(json(declared + value + "}"))).isEqualTo(read(expected));
  }

  @Test
  @DisplayName("accepts a dotted key for a property in one of several stacks")
  void override_in_a_stack() {
    List<StackContext> stacks =
        read(
            json(
                "{\"chime-retention\": {\"stacks\": {\"prod\": "
                    + SALES
                    + "}}, \"chime-retention.stacks.prod.accounts.sales.roomRetentionDays\": \"30\"}"));

    assertThat(stacks.get(0).sections().get(RetentionSection.ACCOUNTS).get("sales").days())
        .containsEntry("roomRetentionDays", 30);
  }

  @Test
  @DisplayName("may have other keys, which are ignored")
  void other_keys() {
    assertThat(
            read(
                json(
                    "{\"chime-retention\": "
                        + SALES
                        + ", \"chime-retentions.x\": 1, \"@aws-cdk/x\": true}")))
        .hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                         | chime-retention is missing; it must be an object
          {"chime-retention": null}                  | chime-retention is null; it must be an object
          {"chime-retention": []}                    | chime-retention is []; it must be an object
          {"chime-retention": 1}                     | chime-retention is 1; it must be an object
          {"chime-retention": {"accounts": []}}      | chime-retention.accounts is []; it must be an object
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
          {"chime-retention": {"accounts": {"x": {}}}}       | chime-retention.accounts.x.accountId is missing; it must be the ID of an Amazon Chime account, as a string
          """)
  @DisplayName("that is invalid is rejected with the path, the value, and the allowed values")
  void bad_context(String context, String mistake) {
    assertSchemaRefuses(context);
    assertThat(mistakes(context)).containsExactly(mistake);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}
          {"accounts": {}}
          {"accounts": {}, "appInstances": {}, "stackName": "x"}
          """)
  @DisplayName("that declares nothing is rejected in one line")
  void empty(String value) {
    String context = "{\"chime-retention\": " + value + "}";

    assertSchemaRefuses(context);
    assertThat(mistakes(context))
        .containsExactly(
            "chime-retention has no accounts or appInstances; it must declare at least one"
                + " (to remove the last one, run cdk destroy while it is still declared)");
  }

  @Test
  @DisplayName("with an empty stacks object is rejected in one line")
  void no_stacks() {
    assertThat(mistakes("{\"chime-retention\": {\"stacks\": {}}}"))
        .containsExactly(
            "chime-retention.stacks is {}; it must be an object with at least one stack");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
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
          {"stacks": {"a": {"stack": 1}}}        | chime-retention.stacks.a.stack is unknown; it must be one of stackName, env, tags, terminationProtection, effectOutputs, provider, drift, policy, accounts, appInstances
          """)
  @DisplayName("with an unknown key is rejected with the most similar known key")
  void unknown_key(String value, String mistake) {
    String context = "{\"chime-retention\": " + value + "}";

    assertSchemaRefuses(context);
    assertThat(mistakes(context)).contains(mistake);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          accounts.salse.accountId | chime-retention.accounts.salse is not declared, but overridden; it must be one of sales (did you mean sales?)
          acounts.sales.accountId  | chime-retention.acounts is not declared, but overridden; it must be one of accounts (did you mean accounts?)
          nope                     | chime-retention.nope is unknown; it must be one of stackName, env, tags, terminationProtection, effectOutputs, provider, drift, policy, accounts, appInstances, stacks
          accounts.sales.days      | chime-retention.accounts.sales.days is unknown; it must be one of accountId, roomRetentionDays, conversationRetentionDays, removalPolicy, reapply, overwriteExisting
          accounts                 | chime-retention.accounts is "x"; it must be an object
          """)
  @DisplayName("is rejected if an override refers to a missing object")
  void bad_override(String key, String mistake) {
    assertThat(
            mistakes(
                "{\"chime-retention\": %s, \"chime-retention.%s\": \"x\"}".formatted(SALES, key)))
        .containsExactly(mistake);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          stackName        | ""      | a letter, then up to 127 letters, digits and hyphens
          stackName        | "1a"    | a letter, then up to 127 letters, digits and hyphens
          stackName        | 1       | a letter, then up to 127 letters, digits and hyphens
          env              | null    | an object
          env.account      | 111122223333   | the 12 digits of an AWS account's ID, as a string
          env.account      | "1111"  | the 12 digits of an AWS account's ID, as a string
          env.region       | null    | an AWS region such as "eu-central-1"
          env.region       | "Frankfurt" | an AWS region such as "eu-central-1"
          tags             | []      | an object
          tags.a           | 1       | a string of up to 256 characters
          terminationProtection | "yes" | true or false
          provider         | null    | an object
          provider.logKeyArn | "alias/logs" | the ARN of an AWS KMS key
          provider.reservedConcurrentExecutions | 0 | a whole number from 1 to 2147483647
          provider.tracing | "on"    | true or false
          provider.memorySize | "x"  | a whole number from 1 to 2147483647
          provider.memorySize | null | a whole number from 1 to 2147483647
          provider.timeout | 1.5     | a whole number from 1 to 2147483647
          provider.logRetentionDays | 2 | one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
          provider.logRetentionDays | true | one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
          provider.roleArn | "chime" | the ARN of a role
          provider.permissionsBoundaryArn | "chime" | the ARN of a managed policy
          policy           | null    | an object
          policy.roomRetentionDays | 30 | an object
          drift            | null    | an object
          drift            | true    | an object
          drift.schedule   | "daily" | a rate of at most 1 day, or a cron expression that runs every day, as a string
          drift.schedule   | "at(2026-11-24T12:00:00)" | a rate of at most 1 day, or a cron expression that runs every day, as a string
          drift.schedule   | 1       | a rate of at most 1 day, or a cron expression that runs every day, as a string
          drift.alarmTopicArn | "alarms" | the ARN of an Amazon SNS topic
          drift.alarmTopicArn | null | the ARN of an Amazon SNS topic
          drift.roleArn    | "drift" | the ARN of a role
          drift.watchCloudTrail | null | true or false
          drift.watchCloudTrail | "yes" | true or false
          drift.watchCloudTrail | 1   | true or false
          """)
  @DisplayName("with an invalid value in a stack is rejected likewise")
  void bad_stack_value(String path, String value, String mustBe) {
    int dot = path.indexOf('.');
    String member =
        dot < 0
            ? "\"%s\": %s".formatted(path, value)
            : "\"%s\": {\"%s\": %s}"
                .formatted(path.substring(0, dot), path.substring(dot + 1), value);
    String context =
        "{\"chime-retention\": {%s, \"accounts\": {\"a\": {\"accountId\": \"a\"}}}}"
            .formatted(member);

    assertSchemaRefuses(context);
    assertThat(mistakes(context))
        .containsExactly("chime-retention.%s is %s; it must be %s".formatted(path, value, mustBe));
  }

  @ParameterizedTest
  @CsvSource({"min, 0, 1", "max, 5476, 1", "max, 7, 30"})
  @DisplayName("rejects a rule whose longest period is shorter than its shortest")
  void rule(String limit, int days, int least) {
    assertThat(
            mistakes(
                "{\"chime-retention\": {\"policy\": {\"channelRetentionDays\": {%s\"%s\": %d}}, %s}}"
                    .formatted(
                        least > 1 ? "\"min\": " + least + ", " : "",
                        limit,
                        days,
                        "\"accounts\": {\"a\": {\"accountId\": \"a\"}}")))
        .containsExactly(
            "chime-retention.policy.channelRetentionDays.%s is %d; it must be a whole number from %d to 5475"
                .formatted(limit, days, least));
  }

  @Test
  @DisplayName("rejects a topic in another region than the stack's, if that is known")
  void topic_of_another_region() {
    String drift = "\"drift\": {\"alarmTopicArn\": \"arn:aws:sns:us-east-1:111122223333:a\"}";
    String accounts = "\"accounts\": {\"a\": {\"accountId\": \"a\"}}";

    assertThat(mistakes("{\"chime-retention\": {%s, %s}}".formatted(drift, accounts))).isEmpty();
    assertThat(
            mistakes(
                "{\"chime-retention\": {\"env\": {\"region\": \"eu-central-1\"}, %s, %s}}"
                    .formatted(drift, accounts)))
        .containsExactly(
            "chime-retention.drift.alarmTopicArn is \"arn:aws:sns:us-east-1:111122223333:a\";"
                + " it must be the ARN of a topic in the stack's region, eu-central-1");
  }

  @Test
  @DisplayName("with a VPC must have the environment in which it is looked up")
  void vpc_without_env() {
    assertThat(
            mistakes(
                "{\"chime-retention\": {\"provider\": {\"vpcId\": \"vpc-12345678\"},"
                    + " \"env\": {\"region\": \"us-east-1\"},"
                    + " \"accounts\": {\"a\": {\"accountId\": \"a\"}}}}"))
        .containsExactly(
            "chime-retention.provider.vpcId is \"vpc-12345678\"; it must be omitted,"
                + " or declared together with env.account and env.region, where it is looked up");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          accountId                 | null    | the ID of an Amazon Chime account, as a string
          accountId                 | ""      | the ID of an Amazon Chime account, as a string
          accountId                 | " "     | the ID of an Amazon Chime account, as a string
          accountId                 | 12      | the ID of an Amazon Chime account, as a string
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
          appInstanceArn            | null    | the ARN of an app instance, as a string
          appInstanceArn            | ""      | the ARN of an app instance, as a string
          appInstanceArn            | 1       | the ARN of an app instance, as a string
          channelRetentionDays      | null    | a whole number from 1 to 5475
          channelRetentionDays      | 5476    | a whole number from 1 to 5475
          channelRetentionDays      | 30.5    | a whole number from 1 to 5475
          channelRetentionDays      | 1e99    | a whole number from 1 to 5475
          channelRetentionDays      | "30 "   | a whole number from 1 to 5475
          channelRetentionDays      | []      | a whole number from 1 to 5475
          removalPolicy             | null    | "destroy" or "retain"
          removalPolicy             | "RETAIN"    | "destroy" or "retain"
          removalPolicy             | "snapshot"  | "destroy" or "retain"
          removalPolicy             | ["retain"]  | "destroy" or "retain"
          reapply                   | null    | a text, such as a date, as a string
          reapply                   | " "     | a text, such as a date, as a string
          reapply                   | 20261124 | a text, such as a date, as a string
          overwriteExisting         | null    | true or false
          overwriteExisting         | "yes"   | true or false
          overwriteExisting         | 1       | true or false
          """)
  @DisplayName("with an invalid value in an account or an app instance is rejected likewise")
  void bad_value(String property, String value, String mustBe) {
    if (!property.matches("(appInstance|channel).*")) {
      assertRejected("accounts", "accountId", "a", property, value, mustBe);
    }
    if (property.matches("(appInstance|channel|removal|reapply|overwrite).*")) {
      assertRejected("appInstances", "appInstanceArn", ARN, property, value, mustBe);
    }
  }

  private static void assertRejected(
      String section,
      String identityProperty,
      String id,
      String property,
      String value,
      String mustBe) {
    String identity =
        property.equals(identityProperty) ? "" : "\"%s\": \"%s\", ".formatted(identityProperty, id);
    String context =
        "{\"chime-retention\": {\"%s\": {\"sales\": {%s\"%s\": %s}}}}"
            .formatted(section, identity, property, value);

    assertSchemaRefuses(context);
    assertThat(mistakes(context))
        .containsExactly(
            "chime-retention.%s.sales.%s is %s; it must be %s"
                .formatted(section, property, value.equals("1e99") ? "1.0E99" : value, mustBe));
  }

  @Test
  @DisplayName("is rejected with all mistakes at once")
  void all_mistakes() {
    assertThat(
            mistakes(
                """
                {"chime-retention": {
                  "stackName": 1,
                  "accounts": {"a": {"accountID": "x", "roomRetentionDays": 0}, "b": 1},
                  "appInstances": {"c": {"appInstanceArn": "", "removalPolicy": "keep"}}}}
                """))
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
    List<String> mistakes = new ArrayList<>();
    RetentionContext.read(JSON.valueToTree(Map.of("chime-retention", value)), mistakes);

    assertThat(mistakes)
        .singleElement()
        .asString()
        .startsWith("chime-retention is \"")
        .contains("; it must be JSON: ")
        .doesNotContain("\n");
  }

  private static void assertSchemaRefuses(String context) {
    assertThat(ContextSchema.findings(json(context).path("chime-retention"))).isNotEmpty();
  }

  /** Reads a context without mistakes, which is valid against the schema. */
  private static List<StackContext> good(String context) {
    JsonNode root = json(context);
    List<StackContext> read = read(root);
    assertThat(ContextSchema.findings(root.path("chime-retention"))).isEmpty();
    return read;
  }

  private static List<StackContext> read(JsonNode context) {
    List<String> mistakes = new ArrayList<>();
    List<StackContext> read = RetentionContext.read(context, mistakes);
    assertThat(mistakes).isEmpty();
    return read;
  }

  private static List<String> mistakes(String context) {
    List<String> mistakes = new ArrayList<>();
    RetentionContext.read(json(context), mistakes);
    return mistakes;
  }

  private static JsonNode merged(JsonNode target, JsonNode source) {
    for (Map.Entry<String, JsonNode> property : source.properties()) {
      JsonNode old = target.path(property.getKey());
      JsonNode value = property.getValue();
      ((ObjectNode) target).set(property.getKey(), old.isObject() ? merged(old, value) : value);
    }
    return target;
  }

  private static JsonNode json(String context) {
    try {
      return JSON.readTree(context);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
