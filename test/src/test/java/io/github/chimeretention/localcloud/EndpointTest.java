package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.localcloud.lambda.HandlerArchive;
import io.github.chimeretention.localcloud.lambda.ScriptedHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeAction;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.sts.StsClient;

@DisplayName("With the AWS SDK's clients,")
class EndpointTest {
  private static final String PARAMETER =
      """
      {"Parameters": {"Value": {"Type": "String", "Default": "one"}},
       "Resources": {
         "Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {
           "Name": "/p", "Type": "String", "Value": {"Ref": "Value"}}},
         "Role": {"Type": "AWS::IAM::Role"}},
       "Outputs": {"Out": {"Value": {"Ref": "Parameter"}, "Export": {"Name": "exported"}}}}
      """;

  private static final String IMPORTING =
      """
      {"Resources": {"Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {
        "Name": "/q", "Type": "String", "Value": {"Fn::ImportValue": "exported"}}}}}
      """;

  @TempDir private Path folder;
  private LocalCloud cloud;
  private Clients clients;
  private CloudFormationClient cloudFormation;

  @BeforeEach
  void open() {
    cloud = new LocalCloud(folder.resolve("state"), 0, UnaryOperator.identity());
    clients = Clients.of(cloud);
    cloudFormation = clients.cloudFormation();
  }

  @AfterEach
  void close() {
    cloudFormation.close();
    cloud.close();
  }

  @Test
  @DisplayName("STS assumes roles in the account in their ARN")
  void sts() {
    try (StsClient sts = clients.sts()) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo("111122223333");
      var role =
          sts.assumeRole(
              request -> request.roleArn("arn:aws:iam::444455556666:role/r").roleSessionName("s"));
      assertThat(role.assumedRoleUser().arn())
          .isEqualTo("arn:aws:sts::444455556666:assumed-role/r/s");
      Clients assumed =
          new Clients(
              Map.of(
                  "AWS_ENDPOINT_URL", cloud.clientEnvironment().get("AWS_ENDPOINT_URL"),
                  "AWS_REGION", "us-east-1",
                  "AWS_ACCESS_KEY_ID", role.credentials().accessKeyId(),
                  "AWS_SECRET_ACCESS_KEY", role.credentials().secretAccessKey(),
                  "AWS_SESSION_TOKEN", role.credentials().sessionToken()));
      try (StsClient other = assumed.sts()) {
        assertThat(other.getCallerIdentity().account()).isEqualTo("444455556666");
      }
    }
  }

  @Test
  @DisplayName("SSM returns the bootstrap version and stored parameters")
  void ssm() {
    try (SsmClient ssm = clients.ssm()) {
      assertThat(
              ssm.getParameter(request -> request.name("/cdk-bootstrap/hnb659fds/version"))
                  .parameter()
                  .value())
          .isEqualTo("30");
      ssm.putParameter(request -> request.name("/a").value("b"));
      assertThat(ssm.getParameter(request -> request.name("/a")).parameter().value())
          .isEqualTo("b");
      assertThatThrownBy(() -> ssm.putParameter(request -> request.name("/a").value("c")))
          .isInstanceOf(ParameterAlreadyExistsException.class);
      ssm.putParameter(request -> request.name("/a").value("c").overwrite(true));
      assertThat(ssm.getParameter(request -> request.name("/a")).parameter().value())
          .isEqualTo("c");
      assertThat(
              ssm.getParameter(request -> request.name("/cdk-bootstrap/own/version"))
                  .parameter()
                  .value())
          .isEqualTo("30");
      assertThatThrownBy(() -> ssm.getParameter(request -> request.name("/none")))
          .isInstanceOf(ParameterNotFoundException.class);
      assertThatThrownBy(() -> ssm.listDocuments())
          .isInstanceOfSatisfying(
              SsmException.class,
              e -> assertThat(e.awsErrorDetails().errorMessage()).contains("ListDocuments"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sns     | Action=Publish      | <ErrorResponse
          route53 | <x/>                | <Error
          ecs     | {}                  | {"__type":"UnknownOperationException"
          """)
  @DisplayName("other services return errors in their protocol, with their name")
  void unserved(String service, String body, String start) throws Exception {
    HttpResponse<String> response = post(service, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(start, "of the service " + service);
  }

  @Test
  @DisplayName("errors of the local cloud are in the service's protocol")
  void internalFailure() throws Exception {
    assertThat(post("cloudformation", "Action=CreateChangeSet&Tags=a&Tags.b=c").body())
        .contains("<Code>InternalFailure</Code>");
  }

  private HttpResponse<String> post(String service, String body) throws Exception {
    String authorization =
        "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=%s"
            .formatted(service, "0".repeat(64));
    String type = body.startsWith("Action") ? "application/x-www-form-urlencoded" : "text/plain";
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(cloud.clientEnvironment().get("AWS_ENDPOINT_URL")))
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @DisplayName("S3 objects can be read completely and in parts")
  void s3() {
    try (S3Client s3 = clients.s3()) {
      s3.putObject(request -> request.bucket("b").key("x/k"), RequestBody.fromString("content"));
      assertThat(s3.getObjectAsBytes(r -> r.bucket("b").key("x/k")).asUtf8String())
          .isEqualTo("content");
      assertThatThrownBy(
              () -> s3.getObjectAsBytes(r -> r.bucket("b").key("x/k").range("bytes=1-3")))
          .hasMessageContaining("GET of an object with [Range]");
      assertThatThrownBy(() -> s3.getObjectTagging(r -> r.bucket("b").key("x/k")))
          .hasMessageContaining("tagging");
      for (String key : List.of("x/l", "x/m")) {
        s3.putObject(request -> request.bucket("b").key(key), RequestBody.fromString("more"));
      }
      assertThat(s3.listObjectsV2(r -> r.bucket("b").prefix("x/").maxKeys(1)).isTruncated())
          .isTrue();
      assertThat(s3.listObjectsV2(r -> r.bucket("b").prefix("x/")).contents())
          .extracting(S3Object::key)
          .containsExactly("x/k", "x/l", "x/m");
      assertThat(s3.headObject(r -> r.bucket("b").key("x/k")).contentLength()).isEqualTo(7);
      assertThat(s3.getBucketLocation(r -> r.bucket("b")).locationConstraintAsString()).isEmpty();
      assertThat(
              s3.getBucketEncryption(r -> r.bucket("b"))
                  .serverSideEncryptionConfiguration()
                  .rules())
          .hasSize(1);
      assertThatThrownBy(() -> s3.getObjectAsBytes(r -> r.bucket("b").key("none")))
          .isInstanceOf(NoSuchKeyException.class);

      String upload = s3.createMultipartUpload(r -> r.bucket("b").key("parts")).uploadId();
      for (int part : List.of(2, 1)) {
        s3.uploadPart(
            r -> r.bucket("b").key("parts").uploadId(upload).partNumber(part),
            RequestBody.fromString("part " + part + ";"));
      }
      s3.completeMultipartUpload(r -> r.bucket("b").key("parts").uploadId(upload));
      assertThat(s3.getObjectAsBytes(r -> r.bucket("b").key("parts")).asUtf8String())
          .isEqualTo("part 1;part 2;");
    }
  }

  @Test
  @DisplayName("CloudFormation creates, updates and deletes a stack")
  void stack() {
    DescribeChangeSetResponse created = changeSet(ChangeSetType.CREATE, PARAMETER, "one");
    assertThat(created.changes())
        .extracting(change -> change.resourceChange().action())
        .containsOnly(ChangeAction.ADD);
    assertThat(stackOf("S").stackStatus()).isEqualTo(StackStatus.REVIEW_IN_PROGRESS);
    execute(created);
    assertThat(cloudFormation.waiter().waitUntilStackCreateComplete(r -> r.stackName("S")))
        .isNotNull();
    Stack stack = stackOf(created.stackId());
    assertThat(stack.outputs())
        .singleElement()
        .satisfies(output -> assertThat(output.exportName()).isEqualTo("exported"));

    DescribeChangeSetResponse changed = changeSet(ChangeSetType.UPDATE, PARAMETER, "two");
    assertThat(changed.changes()).hasSize(1);
    ResourceChange change = changed.changes().get(0).resourceChange();
    assertThat(change.logicalResourceId()).isEqualTo("Parameter");
    assertThat(change.details().get(0).target().name()).isEqualTo("Value");
    assertThat(change.details().get(0).target().afterValue()).isEqualTo("two");
    execute(changed);
    cloudFormation.waiter().waitUntilStackUpdateComplete(r -> r.stackName("S"));
    try (SsmClient ssm = clients.ssm()) {
      assertThat(ssm.getParameter(r -> r.name("/p")).parameter().value()).isEqualTo("two");
    }
    assertThat(cloudFormation.getTemplate(r -> r.stackName("S")).templateBody())
        .contains("AWS::SSM::Parameter");
    assertThat(cloudFormation.describeStackResources(r -> r.stackName("S")).stackResources())
        .hasSize(2);
    assertThat(cloudFormation.listStackResources(r -> r.stackName("S")).stackResourceSummaries())
        .hasSize(2);

    cloudFormation.deleteStack(r -> r.stackName("S"));
    cloudFormation.waiter().waitUntilStackDeleteComplete(r -> r.stackName("S"));
    assertThat(stackOf(created.stackId()).stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
    assertThat(
            cloudFormation
                .describeStackEventsPaginator(r -> r.stackName(created.stackId()))
                .stackEvents())
        .extracting(StackEvent::resourceStatusAsString)
        .startsWith("DELETE_COMPLETE")
        .endsWith("REVIEW_IN_PROGRESS");
  }

  @Test
  @DisplayName("CloudFormation doesn't delete a stack while another one imports from it")
  void imported() {
    execute(changeSet(ChangeSetType.CREATE, PARAMETER, "one"));
    cloudFormation.waiter().waitUntilStackCreateComplete(r -> r.stackName("S"));
    execute(changeSet("T", ChangeSetType.CREATE, IMPORTING, null));
    cloudFormation.waiter().waitUntilStackCreateComplete(r -> r.stackName("T"));
    assertThatThrownBy(() -> cloudFormation.deleteStack(r -> r.stackName("S")))
        .hasMessageContaining("Cannot delete export exported as it is in use by T");
    for (String stackName : List.of("T", "S")) {
      cloudFormation.deleteStack(r -> r.stackName(stackName));
      cloudFormation.waiter().waitUntilStackDeleteComplete(r -> r.stackName(stackName));
    }
    assertThat(folder.resolve("state/stacks")).isEmptyDirectory();
  }

  @Test
  @DisplayName("CloudFormation's errors contain the words that clients look for")
  void errors() {
    assertThatThrownBy(() -> stackOf("None"))
        .isInstanceOfSatisfying(
            CloudFormationException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("Stack with id None does not exist");
            });
    execute(changeSet(ChangeSetType.CREATE, PARAMETER, "one"));
    assertThatThrownBy(
            () -> cloudFormation.describeChangeSet(r -> r.stackName("S").changeSetName("none")))
        .isInstanceOf(ChangeSetNotFoundException.class);
    assertThatThrownBy(() -> cloudFormation.listTypes(r -> {})).hasMessageContaining("ListTypes");
  }

  @Test
  @DisplayName("CloudFormation doesn't delete a stack with termination protection")
  void terminationProtection() {
    execute(changeSet(ChangeSetType.CREATE, PARAMETER, "one"));
    cloudFormation.waiter().waitUntilStackCreateComplete(r -> r.stackName("S"));
    cloudFormation.updateTerminationProtection(
        r -> r.stackName("S").enableTerminationProtection(true));
    assertThatThrownBy(() -> cloudFormation.deleteStack(r -> r.stackName("S")))
        .hasMessageContaining("TerminationProtection is enabled");
    cloudFormation.updateTerminationProtection(
        r -> r.stackName("S").enableTerminationProtection(false));
    cloudFormation.deleteStack(r -> r.stackName("S"));
    assertThat(cloudFormation.waiter().waitUntilStackDeleteComplete(r -> r.stackName("S")))
        .isNotNull();
  }

  @Test
  @DisplayName(
      "custom resources get only strings, and fail at their ServiceTimeout if the"
          + " function never responds, also in the rollback")
  void silentCustomResource() throws Exception {
    execute(changeSet(ChangeSetType.CREATE, silent(), null));
    cloud.cloudFormation().awaitEnd();
    assertThat(stackOf("S").stackStatus()).isEqualTo(StackStatus.ROLLBACK_FAILED);
    assertThat(cloudFormation.describeStackEvents(r -> r.stackName("S")).stackEvents())
        .filteredOn(event -> event.resourceStatusAsString().equals("CREATE_FAILED"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.resourceStatusReason())
                    .startsWith("CloudFormation did not receive a response"));
    JsonNode create = cloud.cloudFormation().customResourceRequests().get(0);
    assertEvent(create);
    JsonNode delete = cloud.cloudFormation().customResourceRequests().get(1);
    assertThat(delete.path("RequestType").asText()).isEqualTo("Delete");
    assertThat(delete.path("PhysicalResourceId").asText()).startsWith("S-Resource-");
    assertFunction(create.path("ServiceToken").asText());
  }

  @Test
  @DisplayName("custom resources fail at once if the function's runtime doesn't start")
  void runtimeDoesNotStart() throws Exception {
    execute(
        changeSet(
            ChangeSetType.CREATE,
            silent().replace("256", "1").replace("\"ServiceTimeout\": 1", "\"ServiceTimeout\": 60"),
            null));
    cloud.cloudFormation().awaitEnd();
    assertThat(cloudFormation.describeStackEvents(r -> r.stackName("S")).stackEvents())
        .filteredOn(event -> event.resourceStatusAsString().equals("CREATE_FAILED"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.resourceStatusReason())
                    .contains("The function's runtime doesn't start: Error occurred during"));
  }

  private void assertFunction(String arn) {
    try (LambdaClient lambda = clients.lambda();
        CloudWatchLogsClient logs = clients.logs()) {
      var function = lambda.getFunctionConfiguration(r -> r.functionName(arn));
      assertThat(function.loggingConfig().logGroup()).startsWith("/aws/lambda/S-Function-");
      assertThat(
              logs.filterLogEvents(r -> r.logGroupName(function.loggingConfig().logGroup()))
                  .events())
          .isNotNull();
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

  private String silent() throws Exception {
    try (S3Client s3 = clients.s3()) {
      byte[] code = Files.readAllBytes(HandlerArchive.in(folder));
      s3.putObject(r -> r.bucket("assets").key("code.jar"), RequestBody.fromBytes(code));
    }
    return """
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
            "MemorySize": 256,
            "Runtime": "java25",
            "Timeout": 60}},
          "Resource": {"Type": "Custom::Silent", "DeletionPolicy": "Delete", "Properties": {
            "ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]},
            "ServiceTimeout": 1,
            "Number": 30,
            "Boolean": true,
            "List": [1, {"Nested": false}]}}}}
        """
        .formatted(folder.resolve("attempts.txt"), ScriptedHandler.class.getName());
  }

  private DescribeChangeSetResponse changeSet(ChangeSetType type, String template, String value) {
    return changeSet("S", type, template, value);
  }

  private DescribeChangeSetResponse changeSet(
      String stackName, ChangeSetType type, String template, String value) {
    byte[] body = template.getBytes(StandardCharsets.UTF_8);
    try (S3Client s3 = clients.s3()) {
      s3.putObject(r -> r.bucket("t").key("template.json"), RequestBody.fromBytes(body));
    }
    String id =
        cloudFormation
            .createChangeSet(
                request -> {
                  request.stackName(stackName).changeSetName("c").changeSetType(type);
                  request.templateURL("https://t.example/t/template.json");
                  request.capabilities(Capability.CAPABILITY_IAM);
                  if (value != null) {
                    request.parameters(
                        Parameter.builder().parameterKey("Value").parameterValue(value).build());
                  }
                })
            .id();
    return cloudFormation.describeChangeSet(r -> r.changeSetName(id));
  }

  private void execute(DescribeChangeSetResponse changeSet) {
    cloudFormation.executeChangeSet(r -> r.changeSetName(changeSet.changeSetId()));
  }

  private Stack stackOf(String nameOrId) {
    return cloudFormation.describeStacks(r -> r.stackName(nameOrId)).stacks().get(0);
  }
}
