package io.github.chimeretention.localcloud.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.iam.Policy.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A policy")
class PolicyTest {
  private static final Access PUT =
      new Access(
          "chime:PutAppInstanceRetentionSettings",
          "arn:aws:chime:us-east-1:111122223333:app-instance/Aa-1",
          Map.of("aws:RequestedRegion", "us-east-1", "aws:SourceArn", "arn:aws:a:::r/1"));

  private static final Access GET_ANY =
      new Access("chime:GetRetentionSettings", "*", Map.of("aws:RequestedRegion", "us-east-1"));

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'Action': 'chime:PutAppInstanceRetentionSettings', 'Resource': '*'              | ALLOWED",
        "'Action': ['s3:*', 'CHIME:put*Settings'], 'Resource': ['arn:no', '*']           | ALLOWED",
        "'Action': 'chime:?utAppInstanceRetentionSettings', 'Resource': '*'              | ALLOWED",
        "'Action': 'chime:Put', 'Resource': '*'                                          | NOT_ALLOWED",
        "'Action': 'chime:Get*', 'Resource': '*'                                         | NOT_ALLOWED",
        "'Action': '*', 'Resource': 'arn:aws:chime:*:111122223333:app-instance/Aa-1'     | ALLOWED",
        "'Action': '*', 'Resource': 'arn:aws:chime:us-east-1:111122223333:app-instance/A'| NOT_ALLOWED",
        "'Action': '*', 'Resource': 'arn:aws:chime:us-east-1:111122223333:app-instance/aa-1' | NOT_ALLOWED",
        "'NotAction': 'iam:*', 'Resource': '*'                                           | ALLOWED",
        "'NotAction': 'chime:*', 'Resource': '*'                                         | NOT_ALLOWED",
        "'Action': '*', 'NotResource': 'arn:aws:s3:::*'                                  | ALLOWED",
        "'Action': '*', 'NotResource': 'arn:aws:chime:*'                                 | NOT_ALLOWED",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {'aws:requestedregion': ['eu-west-1', 'us-east-1']}} | ALLOWED",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {'aws:RequestedRegion': 'us-*'}} | NOT_ALLOWED",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringLike': {'aws:RequestedRegion': 'us-*'}}   | ALLOWED",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringLike': {'aws:RequestedRegion': 'us-*'}, 'ArnLike': {'aws:SourceArn': 'arn:aws:b:*'}} | NOT_ALLOWED",
        "'Action': 's3:*', 'Resource': '*', 'Condition': {'Bool': {'aws:SecureTransport': 'true'}}      | NOT_ALLOWED"
      })
  @DisplayName("allows the actions and resources of its statements")
  void allow(String statement, Decision expected) {
    assertThat(decide(PUT, "{'Effect': 'Allow', " + statement + "}")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "*                                 | ALLOWED",
        "arn:aws:chime::111122223333:*     | NOT_ALLOWED"
      })
  @DisplayName("allows actions without a resource type only on all resources")
  void anyResource(String resource, Decision expected) {
    assertThat(
            decide(
                GET_ANY,
                "{'Effect': 'Allow', 'Action': 'chime:*', 'Resource': '%s'}".formatted(resource)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Action': '*', 'Resource': 'arn:aws:chime:us-east-1:${aws:PrincipalAccount}:*'",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {'aws:PrincipalTag/a': 'b'}}",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringNotEquals': {'aws:RequestedRegion': 'b'}}",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEqualsIfExists': {'aws:RequestedRegion': 'us-east-1'}}"
      })
  @DisplayName("is an error if it depends on an element that the local cloud can't evaluate")
  void unknown(String statement) {
    for (String effect : List.of("Allow", "Deny")) {
      assertThatThrownBy(() -> decide(PUT, "{'Effect': '%s', %s}".formatted(effect, statement)))
          .isInstanceOf(AwsException.class)
          .hasMessageStartingWith("The local cloud can't evaluate ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Effect': 'allow', 'Action': '*', 'Resource': '*'",
        "'Effect': 'Allow', 'Actions': '*', 'Resource': '*'",
        "'Effect': 'Allow', 'Resource': '*'",
        "'Effect': 'Allow', 'Action': '*'",
        "'Effect': 'Allow', 'Action': '*', 'NotAction': '*', 'Resource': '*'",
        "'Effect': 'Allow', 'Action': 1, 'Resource': '*'",
        "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': '*'"
      })
  @DisplayName("is rejected if a statement violates IAM's grammar")
  void malformed(String statement) {
    assertThatThrownBy(() -> policy("{" + statement + "}"))
        .isInstanceOf(AwsException.class)
        .hasMessageStartingWith("Syntax errors in policy: ");
  }

  @ParameterizedTest
  @CsvSource({
    "{'Service': 'lambda.amazonaws.com'}, ALLOWED",
    "{'Service': ['lambda.amazonaws.com'; 'ec2.amazonaws.com']}, ALLOWED",
    "{'Service': 'ec2.amazonaws.com'}, NOT_ALLOWED",
    "{'AWS': 'lambda.amazonaws.com'}, NOT_ALLOWED"
  })
  @DisplayName("that trusts services lets only these assume its role")
  void trust(String principal, Decision expected) {
    Policy trust =
        policy(
            "{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': %s}"
                .formatted(principal.replace(';', ',')));
    Access assume = new Access("sts:AssumeRole", "", Map.of());
    assertThat(Policy.decide(List.of(trust), "lambda.amazonaws.com", assume)).isEqualTo(expected);
  }

  private static Decision decide(Access access, String... statements) {
    return Policy.decide(List.of(policy(statements)), "", access);
  }

  private static Policy policy(String... statements) {
    String document =
        "{'Version': '2012-10-17', 'Statement': [%s]}".formatted(String.join(", ", statements));
    return Policy.of(Json.parse(document.replace('\'', '"')));
  }
}
