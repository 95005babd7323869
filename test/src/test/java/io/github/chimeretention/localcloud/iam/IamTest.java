package io.github.chimeretention.localcloud.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A role")
class IamTest {
  private static final String ACCOUNT = "111122223333";
  private static final String ROLE = "arn:aws:iam::111122223333:role/path/r";
  private static final String SESSION = Iam.session(ROLE, "f");
  private static final String LIMIT = "arn:aws:iam::111122223333:policy/limit";
  private static final Access PUT = new Access("chime:PutRetentionSettings", "*", Map.of());
  private static final Access LOG = new Access("logs:PutLogEvents", "arn:aws:logs:x", Map.of());
  private static final String ALLOW_CHIME =
      "{'Statement': {'Effect': 'Allow', 'Action': 'chime:*', 'Resource': '*'}}";
  private static final String DENY_PUT =
      "{'Statement': {'Effect': 'Deny', 'Action': 'chime:Put*', 'Resource': '*'}}";
  private static final String ALLOW_LOGS = ALLOW_CHIME.replace("chime", "logs");

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Iam iam;

  @BeforeEach
  void open() {
    iam = new Iam(folder.resolve("iam.json"), Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  @DisplayName("allows nothing without a policy, with AWS's error message")
  void none() {
    role("");
    assertThatThrownBy(() -> iam.authorize(SESSION, PUT))
        .isInstanceOf(AwsException.class)
        .hasMessage(
            "User: arn:aws:sts::111122223333:assumed-role/r/f is not authorized to perform:"
                + " chime:PutRetentionSettings on resource: * because no identity-based policy"
                + " allows the chime:PutRetentionSettings action");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"})
  @DisplayName("allows actions of an attached policy until that is deleted")
  void attached(String type) {
    role("");
    put(type, "p", "{'Roles': ['other', 'r'], 'PolicyDocument': " + ALLOW_CHIME + "}");
    assertThat(iam.allows(SESSION, PUT)).isTrue();
    assertThat(iam.allows(SESSION, LOG)).isFalse();
    assertThat(iam.allows(Iam.session(ROLE.replace("11", "22"), "f"), PUT)).isFalse();

    put(type, "p", "{'Roles': ['other'], 'PolicyDocument': " + ALLOW_CHIME + "}");
    assertThat(iam.allows(SESSION, PUT)).isFalse();

    put(type, "p", "{'Roles': ['r'], 'PolicyDocument': " + ALLOW_CHIME + "}");
    iam.delete(type, ACCOUNT, "p");
    assertThat(iam.allows(SESSION, PUT)).isFalse();
  }

  @Test
  @DisplayName("allows actions of its inline and its managed policies")
  void own() {
    put("AWS::IAM::ManagedPolicy", LIMIT, "{'PolicyDocument': " + ALLOW_LOGS + "}");
    role(", 'Policies': [{'PolicyName': 'a', 'PolicyDocument': " + ALLOW_CHIME + "}]");
    assertThat(iam.allows(SESSION, PUT)).isTrue();
    assertThat(iam.allows(SESSION, LOG)).isFalse();

    for (String arn :
        new String[] {
          LIMIT,
          "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
          "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
        }) {
      role(", 'ManagedPolicyArns': ['" + arn + "']");
      assertThat(iam.allows(SESSION, PUT)).isFalse();
      assertThat(iam.allows(SESSION, LOG)).as(arn).isTrue();
    }
  }

  @Test
  @DisplayName("allows nothing that one of its policies denies")
  void denied() {
    role(", 'Policies': [{'PolicyDocument': " + ALLOW_CHIME + "}]");
    put("AWS::IAM::Policy", "p", "{'Roles': ['r'], 'PolicyDocument': " + DENY_PUT + "}");
    assertThatThrownBy(() -> iam.authorize(SESSION, PUT)).hasMessageEndingWith("an explicit deny");
  }

  @Test
  @DisplayName("allows nothing beyond its permissions boundary")
  void boundary() {
    put("AWS::IAM::ManagedPolicy", LIMIT, "{'PolicyDocument': " + ALLOW_LOGS + "}");
    String own = "'Policies': [{'PolicyDocument': " + ALLOW_CHIME + "}]";
    role(", 'PermissionsBoundary': '" + LIMIT + "', " + own);
    assertThatThrownBy(() -> iam.authorize(SESSION, PUT))
        .hasMessageContaining("because no permissions boundary policy allows");
    assertThat(iam.allows(SESSION, LOG)).isFalse();

    put("AWS::IAM::ManagedPolicy", LIMIT, "{'PolicyDocument': " + ALLOW_CHIME + "}");
    assertThat(iam.allows(SESSION, PUT)).isTrue();
  }

  @Test
  @DisplayName("with a managed policy that the local cloud doesn't know is an error")
  void unknownManagedPolicy() {
    role(", 'ManagedPolicyArns': ['arn:aws:iam::aws:policy/AdministratorAccess']");
    assertThatThrownBy(() -> iam.allows(SESSION, PUT))
        .hasMessageContaining("the managed policy arn:aws:iam::aws:policy/AdministratorAccess");
  }

  @Test
  @DisplayName("keeps its earlier permissions until new ones take effect")
  void delayed() {
    role("");
    put("AWS::IAM::Policy", "p", "{'Roles': ['r'], 'PolicyDocument': " + ALLOW_LOGS + "}");
    iam.delay(Duration.ofSeconds(30));
    put("AWS::IAM::Policy", "p", "{'Roles': ['r'], 'PolicyDocument': " + ALLOW_CHIME + "}");
    assertThat(iam.allows(SESSION, LOG)).isTrue();
    assertThat(iam.allows(SESSION, PUT)).isFalse();

    now = now.plusSeconds(30);
    open();
    assertThat(iam.allows(SESSION, LOG)).isFalse();
    assertThat(iam.allows(SESSION, PUT)).isTrue();
  }

  @Test
  @DisplayName(
      "works for functions only if it trusts Lambda, in a VPC only with network permissions")
  void executionRole() {
    assertThatThrownBy(() -> iam.checkExecutionRole(ROLE, "f", false))
        .hasMessageStartingWith("The role defined for the function cannot be assumed by Lambda.");
    role("");
    iam.checkExecutionRole(ROLE, "f", false);
    assertThatThrownBy(() -> iam.checkExecutionRole(ROLE, "f", true))
        .hasMessageContaining("does not have permissions to call CreateNetworkInterface on EC2");
    role(
        ", 'ManagedPolicyArns':"
            + " ['arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole']");
    iam.checkExecutionRole(ROLE, "f", true);
  }

  @Test
  @DisplayName("is rejected if one of its policies is malformed")
  void malformed() {
    assertThatThrownBy(() -> role(", 'Policies': [{'PolicyDocument': {'Statements': []}}]"))
        .hasMessage("Syntax errors in policy: unknown element Statements");
    assertThat(iam.trusts(ROLE, "lambda.amazonaws.com", Map.of())).isFalse();
  }

  private void role(String more) {
    put(
        "AWS::IAM::Role",
        "r",
        "{'AssumeRolePolicyDocument': {'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole',"
            + " 'Principal': {'Service': 'lambda.amazonaws.com'}}]}"
            + more
            + "}");
  }

  private void put(String type, String id, String properties) {
    JsonNode json = Json.parse(properties.replace('\'', '"'));
    iam.put(type, ACCOUNT, id, json);
  }
}
