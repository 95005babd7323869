package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.localcloud.cloudformation.StackResult;
import io.github.chimeretention.localcloud.cloudformation.StackSource;
import io.github.chimeretention.localcloud.lambda.HandlerArchive;
import io.github.chimeretention.localcloud.lambda.ScriptedHandler;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A custom resource whose function never answers")
class CustomResourceProtocolTest {
  private static final String TEMPLATE =
      """
      {"Resources": {
        "Function": {"Type": "AWS::Lambda::Function", "Properties": {
          "Code": {"S3Bucket": "assets", "S3Key": "code.jar"},
          "Environment": {"Variables": {"ATTEMPTS": "%s"}},
          "Handler": "%s::handleRequest",
          "MemorySize": 256,
          "Runtime": "java25",
          "Timeout": 60}},
        "Resource": {"Type": "Custom::Silent", "Properties": {
          "ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]},
          "ServiceTimeout": 1,
          "Number": 30,
          "Boolean": true,
          "List": [1, {"Nested": false}]}}}}
      """;

  @TempDir private Path folder;

  @Test
  @DisplayName("is sent strings only, fails at its ServiceTimeout, and then too in the rollback")
  void timesOut() throws Exception {
    try (LocalCloud cloud = LocalCloud.open(folder.resolve("state"))) {
      StackResult result = cloud.cloudFormation().deploy(source(), event -> {});
      assertThat(result.failure())
          .get()
          .asString()
          .startsWith("Resource: CloudFormation did not receive a response");
      assertThat(result.status()).hasToString("ROLLBACK_FAILED");
      JsonNode create = cloud.cloudFormation().customResourceRequests().get(0);
      assertEvent(create);
      JsonNode delete = cloud.cloudFormation().customResourceRequests().get(1);
      assertThat(delete.path("RequestType").asText()).isEqualTo("Delete");
      assertThat(delete.path("PhysicalResourceId").asText()).startsWith("Silent-Resource-");
    }
  }

  private static void assertEvent(JsonNode event) throws Exception {
    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "RequestType",
            "ServiceToken",
            "ResponseURL",
            "StackId",
            "RequestId",
            "LogicalResourceId",
            "ResourceType",
            "ResourceProperties");
    String token = event.path("ServiceToken").asText();
    assertThat(token).startsWith("arn:aws:lambda:us-east-1:111122223333:function:Silent-Function-");
    assertThat(event.path("ResourceProperties"))
        .isEqualTo(
            new ObjectMapper()
                .createObjectNode()
                .put("ServiceToken", token)
                .put("ServiceTimeout", "1")
                .put("Number", "30")
                .put("Boolean", "true")
                .set("List", new ObjectMapper().readTree("[\"1\",{\"Nested\":\"false\"}]")));
  }

  private StackSource source() throws Exception {
    JsonNode template =
        new ObjectMapper()
            .readTree(
                TEMPLATE.formatted(
                    folder.resolve("attempts.txt"), ScriptedHandler.class.getName()));
    return new StackSource(
        "Silent", "us-east-1", template, Map.of("code.jar", HandlerArchive.in(folder)));
  }
}
