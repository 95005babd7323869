package io.github.chimeretention.localcloud.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.chimeretention.localcloud.aws.AwsException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A template")
class TemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StackIdentity STACK = StackIdentity.create("S", "1", "us-east-1");
  private static final String TEMPLATE =
      """
      {
        "Parameters": {
          "Days": {"Type": "Number", "Default": 30},
          "Names": {"Type": "CommaDelimitedList", "Default": "a, b"},
          "BootstrapVersion": {
            "Type": "AWS::SSM::Parameter::Value<String>",
            "Default": "/cdk-bootstrap/hnb659fds/version"
          }
        },
        "Mappings": {"Regions": {"us-east-1": {"Name": "Virginia"}}},
        "Conditions": {
          "Short": {"Fn::Equals": [{"Ref": "Days"}, "30"]},
          "Long": {"Fn::Not": [{"Condition": "Short"}]},
          "Both": {"Fn::And": [{"Condition": "Short"}, {"Condition": "Long"}]},
          "Either": {"Fn::Or": [{"Condition": "Short"}, {"Condition": "Long"}]}
        },
        "Resources": {
          "Role": {"Type": "AWS::IAM::Role"},
          "OnlyIfLong": {"Type": "AWS::IAM::Role", "Condition": "Long"},
          "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
              "Role": {"Fn::GetAtt": ["Role", "Arn"]},
              "Description": {"Fn::Sub": ["${Role} ${x} ${!Literal}", {"x": {"Ref": "Days"}}]}
            },
            "DependsOn": "OnlyIfLong"
          }
        }
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Ref": "Days"}                                            | "30"
          {"Ref": "Names"}                                           | ["a", "b"]
          {"Ref": "BootstrapVersion"}                                | "30"
          {"Ref": "AWS::Region"}                                     | "us-east-1"
          {"Ref": "Role"}                                            | "role-1"
          {"Fn::GetAtt": ["Role", "Arn"]}                            | "arn:role-1"
          {"Fn::Join": ["-", ["a", {"Ref": "Role"}, 1]]}             | "a-role-1-1"
          {"Fn::Sub": "${AWS::Partition}/${Role.Arn}/${!Literal}"}   | "aws/arn:role-1/${Literal}"
          {"Fn::Sub": ["${x}-${Role}", {"x": {"Ref": "Days"}}]}      | "30-role-1"
          {"Fn::Select": [1, {"Fn::Split": [":", "a:b:c"]}]}         | "b"
          {"Fn::Select": ["0", {"Ref": "Names"}]}                    | "a"
          {"Fn::If": ["Short", 1, 2]}                                | 1
          {"Fn::If": ["Long", 1, 2]}                                 | 2
          {"Fn::If": ["Both", 1, 2]}                                 | 2
          {"Fn::If": ["Either", 1, 2]}                               | 1
          {"Fn::FindInMap": ["Regions", {"Ref": "AWS::Region"}, "Name"]} | "Virginia"
          {"Fn::ImportValue": {"Fn::Sub": "${AWS::Region}-ids"}}     | "imported"
          {"Fn::FindInMap": ["Regions", "nowhere", "Name", {"DefaultValue": {"Ref": "Days"}}]} | "30"
          {"Fn::GetStackOutput": {"StackName": "T", "OutputName": "Out"}} | "1/us-east-1"
          {"Fn::GetStackOutput": {"StackName": "T", "OutputName": "Out", "Region": "eu-west-1", "RoleArn": "arn:aws:iam::2:role/r"}} | "2/eu-west-1"
          "v{{resolve:ssm:/cdk-bootstrap/hnb659fds/version:1}}"      | "v30"
          {"Fn::Sub": "{{resolve:ssm:/cdk-bootstrap/hnb659fds/version}}"} | "30"
          {"a": {"Ref": "AWS::NoValue"}, "b": [1, {"Ref": "AWS::NoValue"}]} | {"b": [1]}
          """)
  @DisplayName("has its intrinsic functions resolved")
  void resolves(String value, String expected) throws Exception {
    JsonNode resolved = template(Map.of()).intrinsics(current()).resolve(json(value));
    assertThat(resolved).isEqualTo(json(expected));
  }

  @Test
  @DisplayName("uses given parameters instead of their defaults")
  void givenParameters() throws Exception {
    Template template = template(Map.of("Days", "31"));
    assertThat(template.resources()).containsKey("OnlyIfLong");
    assertThat(template.intrinsics(Map.of()).resolve(json("{\"Ref\":\"Days\"}")).asText())
        .isEqualTo("31");
    assertThatThrownBy(() -> template(Map.of("Other", "1")))
        .hasMessage("Parameters: [Other] do not exist in the template");
  }

  @Test
  @DisplayName("omits resources whose condition is false, and dependencies on them")
  void conditions() throws Exception {
    Template ofShort = template(Map.of());
    assertThat(ofShort.resources()).containsOnlyKeys("Role", "Function");
    assertThat(DependencyOrder.of(ofShort.resources()).sorted())
        .containsExactly("Role", "Function");
    assertThat(template(Map.of("Days", "31")).resources().get("Function").dependencies())
        .containsExactlyInAnyOrder("Role", "OnlyIfLong");
  }

  @Test
  @DisplayName("fails on an attribute that the resource lacks")
  void unknownAttribute() {
    assertThatThrownBy(
            () ->
                template(Map.of())
                    .intrinsics(current())
                    .resolve(json("{\"Fn::GetAtt\":[\"Role\",\"Nothing\"]}")))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("Nothing");
  }

  @Test
  @DisplayName("fails on an unknown export and an unknown SSM parameter")
  void unknownLookups() throws Exception {
    assertThatThrownBy(
            () ->
                template(Map.of())
                    .intrinsics(Map.of())
                    .resolve(json("{\"Fn::ImportValue\":\"nothing\"}")))
        .hasMessage("No export named nothing found.");
    assertThatThrownBy(() -> template(Map.of("BootstrapVersion", "/nothing")))
        .hasMessageStartingWith("Unable to fetch parameters [/nothing]");
  }

  @Test
  @DisplayName("resolves in a preview the values that are known before its resources exist")
  void preview() throws Exception {
    assertThat(template(Map.of()).preview("Function", Map.of()))
        .isEqualTo(
            json(
                "{'Role':'{{changeSet:KNOWN_AFTER_APPLY}}',"
                    + "'Description':'{{changeSet:KNOWN_AFTER_APPLY}} 30 ${Literal}'}"));
  }

  private static Template template(Map<String, String> given) throws JsonProcessingException {
    return new Template(new Deployment(json(TEMPLATE), given, Map.of()), STACK, new Outside());
  }

  private static Map<String, StackResource> current() {
    return Map.of(
        "Role",
        new StackResource(
            "Role",
            "AWS::IAM::Role",
            "role-1",
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode().put("Arn", "arn:role-1"),
            Set.of(),
            "Delete",
            "Delete"));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
