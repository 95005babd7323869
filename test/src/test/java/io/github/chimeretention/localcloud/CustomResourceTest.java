package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.localcloud.lambda.HandlerArchive;
import io.github.chimeretention.localcloud.lambda.ScriptedHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayName("A custom resource")
class CustomResourceTest {
  @TempDir private Path folder;
  private LocalCloud cloud;
  private StackClient stack;

  @BeforeEach
  void open() {
    cloud = new LocalCloud(folder.resolve("state"), 0, UnaryOperator.identity());
    stack = StackClient.of(cloud, "S");
  }

  @AfterEach
  void close() {
    stack.close();
    cloud.close();
  }

  @Test
  @DisplayName(
      "gets only strings, and fails at its ServiceTimeout if the function never responds, also in"
          + " the rollback")
  void silent() throws Exception {
    assertThat(deploy(256, 1)).isEqualTo(StackStatus.ROLLBACK_FAILED);
    assertThat(failures())
        .singleElement()
        .asString()
        .startsWith("CloudFormation did not receive a response");
    List<JsonNode> requests = cloud.cloudFormation().customResourceRequests();
    assertEvent(requests.get(0));
    JsonNode delete = requests.get(1);
    assertThat(delete.path("RequestType").asText()).isEqualTo("Delete");
    assertThat(delete.path("PhysicalResourceId").asText()).startsWith("S-Resource-");
    assertFunction(delete.path("ServiceToken").asText());
  }

  @Test
  @DisplayName("fails at once if the function's runtime doesn't start")
  void runtimeDoesNotStart() throws Exception {
    deploy(1, 60);
    assertThat(failures())
        .singleElement()
        .asString()
        .contains("The function's runtime doesn't start: Error occurred during");
  }

  private List<String> failures() {
    return stack.events().stream()
        .filter(event -> event.resourceStatus() == ResourceStatus.CREATE_FAILED)
        .map(StackEvent::resourceStatusReason)
        .toList();
  }

  private void assertFunction(String arn) {
    Clients clients = Clients.of(cloud);
    try (LambdaClient lambda = clients.lambda();
        CloudWatchLogsClient logs = clients.logs()) {
      var function = lambda.getFunctionConfiguration(r -> r.functionName(arn));
      String logGroup = function.loggingConfig().logGroup();
      assertThat(logGroup).startsWith("/aws/lambda/S-Function-");
      assertThat(logs.filterLogEvents(r -> r.logGroupName(logGroup)).events()).isEmpty();
      assertThatThrownBy(() -> logs.filterLogEvents(r -> r.logGroupName("none")))
          .isInstanceOf(ResourceNotFoundException.class);
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
    ObjectMapper json = new ObjectMapper();
    assertThat(event.path("ResourceProperties"))
        .isEqualTo(
            json.createObjectNode()
                .put("ServiceToken", event.path("ServiceToken").asText())
                .put("ServiceTimeout", "1")
                .put("Number", "30")
                .put("Boolean", "true")
                .set("List", json.readTree("[\"1\",{\"Nested\":\"false\"}]")));
  }

  private StackStatus deploy(int memorySize, int serviceTimeout) throws IOException {
    try (S3Client s3 = Clients.of(cloud).s3()) {
      byte[] code = Files.readAllBytes(HandlerArchive.in(folder));
      s3.putObject(r -> r.bucket("assets").key("code.jar"), RequestBody.fromBytes(code));
    }
    String template =
        """
        {"Resources": {
          "Role": {"Type": "AWS::IAM::Role", "Properties": {
            "AssumeRolePolicyDocument": {"Statement": {
              "Effect": "Allow", "Action": "sts:AssumeRole",
              "Principal": {"Service": "lambda.amazonaws.com"}}},
            "ManagedPolicyArns": [
              "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]}},
          "Function": {"Type": "AWS::Lambda::Function", "Properties": {
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Code": {"S3Bucket": "assets", "S3Key": "code.jar"},
            "Environment": {"Variables": {"ATTEMPTS": "%s"}},
            "Handler": "%s::handleRequest",
            "MemorySize": %d,
            "Runtime": "java25",
            "Timeout": 60}},
          "Resource": {"Type": "Custom::Silent", "DeletionPolicy": "Delete", "Properties": {
            "ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]},
            "ServiceTimeout": %d,
            "Number": 30,
            "Boolean": true,
            "List": [1, {"Nested": false}]}}}}
        """
            .formatted(
                folder.resolve("attempts.txt"),
                ScriptedHandler.class.getName(),
                memorySize,
                serviceTimeout);
    var unused =
        stack.changeSet(r -> r.templateBody(template).capabilities(Capability.CAPABILITY_IAM));
    return stack.execute();
  }
}
