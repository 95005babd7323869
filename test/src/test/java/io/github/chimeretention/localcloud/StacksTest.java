package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.ChangeAction;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

@DisplayName("CloudFormation's API")
class StacksTest {
  private static final String EXPORTING =
      """
      {"Parameters": {"Value": {"Type": "String", "Default": "one"}},
       "Resources": {
         "Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {
           "Name": "/p", "Type": "String", "Value": {"Ref": "Value"}}},
         "Alarm": {"Type": "AWS::CloudWatch::Alarm"}},
       "Outputs": {"Out": {"Value": {"Ref": "Parameter"}, "Export": {"Name": "exported"}}}}
      """;

  private static final String IMPORTING =
      """
      {"Resources": {"Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {
        "Name": "/q", "Type": "String", "Value": {"Fn::ImportValue": "exported"}}}}}
      """;

  @TempDir private Path folder;
  private LocalCloud cloud;
  private StackClient stack;
  private CloudFormationClient client;

  @BeforeEach
  void open() {
    cloud = new LocalCloud(folder.resolve("state"), 0, UnaryOperator.identity());
    stack = StackClient.of(cloud, "S");
    client = stack.client();
  }

  @AfterEach
  void close() {
    stack.close();
    cloud.close();
  }

  @Test
  @DisplayName("creates, updates and deletes a stack, and SDK clients can wait for the end")
  void lifecycle() {
    DescribeChangeSetResponse created = changeSet(EXPORTING);
    assertThat(created.changes())
        .extracting(change -> change.resourceChange().action())
        .containsOnly(ChangeAction.ADD);
    assertThat(stack.status()).isEqualTo(StackStatus.REVIEW_IN_PROGRESS);
    client.executeChangeSet(r -> r.changeSetName(created.changeSetId()));
    client.waiter().waitUntilStackCreateComplete(r -> r.stackName("S"));
    assertThat(described("S").outputs())
        .singleElement()
        .satisfies(output -> assertThat(output.exportName()).isEqualTo("exported"));

    DescribeChangeSetResponse changed =
        changeSet(
            EXPORTING,
            r ->
                r.parameters(
                    Parameter.builder().parameterKey("Value").parameterValue("two").build()));
    assertThat(changed.changes()).hasSize(1);
    ResourceChange change = changed.changes().get(0).resourceChange();
    assertThat(change.logicalResourceId()).isEqualTo("Parameter");
    assertThat(change.details().get(0).target().name()).isEqualTo("Value");
    assertThat(change.details().get(0).target().afterValue()).isEqualTo("two");
    client.executeChangeSet(r -> r.changeSetName(changed.changeSetId()));
    client.waiter().waitUntilStackUpdateComplete(r -> r.stackName("S"));
    try (SsmClient ssm = Clients.of(cloud).ssm()) {
      assertThat(ssm.getParameter(r -> r.name("/p")).parameter().value()).isEqualTo("two");
    }
    assertThat(client.getTemplate(r -> r.stackName("S")).templateBody())
        .contains("AWS::SSM::Parameter");
    assertThat(client.describeStackResources(r -> r.stackName("S")).stackResources()).hasSize(2);

    client.deleteStack(r -> r.stackName("S"));
    client.waiter().waitUntilStackDeleteComplete(r -> r.stackName("S"));
    assertThat(described(created.stackId()).stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE);
    assertThat(
            client.describeStackEventsPaginator(r -> r.stackName(created.stackId())).stackEvents())
        .extracting(StackEvent::resourceStatusAsString)
        .startsWith("DELETE_COMPLETE")
        .endsWith("REVIEW_IN_PROGRESS");
  }

  @Test
  @DisplayName("doesn't delete a stack while another one imports from it")
  void imported() {
    changeSet(EXPORTING);
    stack.execute();
    try (StackClient importing = StackClient.of(cloud, "T")) {
      var unused = importing.changeSet(r -> r.templateBody(IMPORTING));
      importing.execute();
      assertThatThrownBy(stack::delete)
          .hasMessageContaining("Cannot delete export exported as it is in use by T");
      importing.delete();
    }
    stack.delete();
    assertThat(folder.resolve("state/stacks")).isEmptyDirectory();
  }

  @Test
  @DisplayName("doesn't delete a stack with termination protection")
  void terminationProtection() {
    changeSet(EXPORTING);
    stack.execute();
    client.updateTerminationProtection(r -> r.stackName("S").enableTerminationProtection(true));
    assertThatThrownBy(stack::delete).hasMessageContaining("TerminationProtection is enabled");
    client.updateTerminationProtection(r -> r.stackName("S").enableTerminationProtection(false));
    stack.delete();
    assertThat(client.describeStacks().stacks()).isEmpty();
  }

  @Test
  @DisplayName("returns errors with the words that clients look for")
  void errors() {
    assertThatThrownBy(() -> stack.status())
        .isInstanceOfSatisfying(
            CloudFormationException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("Stack with id S does not exist");
            });
    changeSet(EXPORTING);
    assertThatThrownBy(() -> client.describeChangeSet(r -> r.stackName("S").changeSetName("none")))
        .isInstanceOf(ChangeSetNotFoundException.class);
    assertThatThrownBy(() -> client.listTypes(r -> {})).hasMessageContaining("ListTypes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Resources":{"N":{"Type":"AWS::CloudFormation::Stack"}}} | Unrecognized resource types: [AWS::CloudFormation::Stack]
          {"Resources":{"N":{"Type":"No::Such::Type"}}}    | Unrecognized resource types: [No::Such::Type]
          Resources: {}                                    | the local cloud reads JSON, not YAML
          {"Resources":                                    | JSON not well-formed
          {"Resources":{}}                                 | At least one Resources member must be defined
          {"Transform":"T","Resources":{"P":{"Type":"Custom::T"}}} | the local cloud has no section Transform
          {"Resources":{"P":{"Type":"Custom::T","Properties":{"A":{"Fn::Cidr":[]}}}}} | unsupported function Fn::Cidr
          {"Resources":{"P":{"Type":"Custom::T"}},"Outputs":{"O":{"Value":{"Ref":"Q"}}}} | Unresolved resource dependencies [Q]
          {"Resources":{"P":{"Type":"Custom::T","DependsOn":"Q"},"Q":{"Type":"Custom::T","DependsOn":"P"}}} | Circular dependency between resources: [P, Q]
          {"Parameters":{"P":{"Type":"String"}},"Resources":{"P":{"Type":"Custom::T"}}} | Parameters: [P] must have values
          {"Parameters":{"P":{"Type":"String","Default":"c","AllowedValues":["a"]}},"Resources":{"R":{"Type":"Custom::T"}}} | Parameter 'P' must be one of AllowedValues
          {"Parameters":{"P":{"Type":"String","Default":"c","AllowedPattern":"[ab]"}},"Resources":{"R":{"Type":"Custom::T"}}} | Parameter 'P' must match pattern [ab]
          {"Resources":{"P":{"Type":"Custom::T","Properties":{"A":"{{resolve:secretsmanager:s}}"}}}} | no dynamic references of secretsmanager
          """)
  @DisplayName("rejects an invalid template in one line, and leaves no stack behind")
  void rejected(String template, String message) {
    assertThatThrownBy(() -> changeSet(template))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining(message);
    assertThat(client.describeStacks().stacks()).isEmpty();
  }

  @Test
  @DisplayName(
      "rejects templates over AWS's limits: 51,200 bytes inline, 1 MB stored, 500 resources")
  void limits() throws Exception {
    String large = parameters(400, "x".repeat(100));
    assertThatThrownBy(() -> changeSet(large)).hasMessageContaining("less than or equal to 51200");
    assertThatThrownBy(() -> stored(parameters(501, "x")))
        .hasMessageContaining("Number of resources, 501, is greater than maximum allowed, 500");
    assertThatThrownBy(() -> stored(parameters(1, "x".repeat(1_000_000))))
        .hasMessageContaining("Template may not exceed 1000000 bytes");
    assertThat(client.describeStacks().stacks()).isEmpty();
  }

  @Test
  @DisplayName("deploys 500 resources, and lists them and their changes in pages")
  void pages() throws Exception {
    DescribeChangeSetResponse created = stored(parameters(500, "x"));
    assertThat(created.changes()).hasSize(100);
    assertThat(
            client
                .describeChangeSetPaginator(r -> r.changeSetName(created.changeSetId()))
                .changes())
        .hasSize(500);
    assertThat(stack.execute()).isEqualTo(StackStatus.CREATE_COMPLETE);
    assertThat(client.listStackResourcesPaginator(r -> r.stackName("S")).stackResourceSummaries())
        .extracting(StackResourceSummary::logicalResourceId)
        .doesNotHaveDuplicates()
        .hasSize(500);
    assertThatThrownBy(() -> client.listStackResources(r -> r.stackName("S").nextToken("x")))
        .hasMessageContaining("NextToken is x");
  }

  @Test
  @DisplayName("rejects options that it doesn't serve, and IAM resources without capabilities")
  void options() {
    String iam = "{'Resources':{'R':{'Type':'AWS::IAM::Role','Properties':{%s}}}}";
    assertThatThrownBy(() -> changeSet(json(iam.formatted(""))))
        .isInstanceOf(InsufficientCapabilitiesException.class)
        .hasMessageContaining("[CAPABILITY_IAM]");
    assertThatThrownBy(
            () ->
                changeSet(
                    json(iam.formatted("'RoleName':'r'")),
                    r -> r.capabilitiesWithStrings("CAPABILITY_IAM")))
        .hasMessageContaining("[CAPABILITY_NAMED_IAM]");
    assertThatThrownBy(() -> changeSet(parameters(1, "x"), r -> r.importExistingResources(true)))
        .hasMessageContaining("ImportExistingResources");
    assertThatThrownBy(() -> changeSet(parameters(1, "x"), r -> r.notificationARNs("arn")))
        .hasMessageContaining("NotificationARNs");
    String role = "arn:aws:iam::444455556666:role/of-another-account";
    assertThatThrownBy(() -> changeSet(parameters(1, "x"), r -> r.roleARN(role)))
        .hasMessageContaining("is invalid or cannot be assumed");
    assertThat(client.describeStacks().stacks()).isEmpty();
  }

  @Test
  @DisplayName("rejects a second change set with the same name, and executes only one per stack")
  void changeSets() {
    changeSet(parameters(1, "x"), r -> r.clientToken("one"));
    changeSet(parameters(1, "x"), r -> r.clientToken("one"));
    assertThatThrownBy(() -> changeSet(parameters(1, "y"), r -> r.clientToken("two")))
        .isInstanceOf(AlreadyExistsException.class);
    changeSet(parameters(1, "y"), r -> r.changeSetName("d"));
    assertThat(stack.execute()).isEqualTo(StackStatus.CREATE_COMPLETE);
    assertThatThrownBy(() -> client.executeChangeSet(r -> r.stackName("S").changeSetName("d")))
        .isInstanceOf(ChangeSetNotFoundException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'Metadata':{'a':1}, P, x, CREATE_COMPLETE",
    "'Metadata':{'a':0}, P, y, CREATE_COMPLETE",
    "'Metadata':{'a':0}, Q, x, CREATE_COMPLETE",
    "'Metadata':{'a':0}, P, x, FAILED"
  })
  @DisplayName("finds changes of metadata, of a value, and of an unused parameter")
  void changes(String metadata, String unused, String value, ChangeSetStatus status) {
    String template =
        """
        {'Parameters':{'Unused':{'Type':'String','Default':'%s'},
                       'Secret':{'Type':'String','NoEcho':true,'Default':'hidden'}},
         'Resources':{'P':{%s,'Type':'AWS::SSM::Parameter',
           'Properties':{'Name':'/p','Type':'String','Value':'%s'}}}}
        """;
    changeSet(json(template.formatted("P", "'Metadata':{'a':0}", "x")));
    assertThat(stack.execute()).isEqualTo(StackStatus.CREATE_COMPLETE);
    var described = changeSet(json(template.formatted(unused, metadata, value)));
    assertThat(described.status()).isEqualTo(status);
    assertThat(described.statusReason())
        .isEqualTo(
            status == ChangeSetStatus.FAILED
                ? "The submitted information didn't contain changes. Submit different information to"
                    + " create a change set."
                : null);
    assertThat(described.parameters())
        .extracting(Parameter::parameterValue)
        .contains("****")
        .doesNotContain("hidden");
  }

  @Test
  @DisplayName("keeps a creation that failed without rollback until it is rolled back on request")
  void withoutRollback() {
    changeSet(json("{'Resources':{" + parameter("A", "/a") + "," + parameter("B", "/aws") + "}}"));
    assertThat(stack.execute(true)).isEqualTo(StackStatus.CREATE_FAILED);
    assertThat(parameterNames()).containsExactly("/a");
    changeSet(json("{'Resources':{" + parameter("A", "/a") + "}}"));
    assertThatThrownBy(stack::execute).hasMessageContaining("non-terminal [CREATE_FAILED] state");
    client.rollbackStack(r -> r.stackName("S"));
    cloud.cloudFormation().awaitEnd();
    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(parameterNames()).isEmpty();
    assertThatThrownBy(() -> client.rollbackStack(r -> r.stackName("S")))
        .hasMessageContaining("is in ROLLBACK_COMPLETE state and can not be rolled back");
  }

  @Test
  @DisplayName("ends an operation with the message of an unexpected exception, and can continue it")
  void broken() throws Exception {
    changeSet(json("{'Resources':{" + parameter("A", "/a") + "}}"));
    Path state = folder.resolve("state/parameters.json.new");
    Files.createDirectories(state);
    assertThat(stack.execute()).isEqualTo(StackStatus.ROLLBACK_FAILED);
    assertThat(stack.events())
        .extracting(StackEvent::resourceStatusReason)
        .anySatisfy(reason -> assertThat(reason).contains("Internal failure", "parameters.json"));
    Files.delete(state);
    stack.delete();
    assertThat(client.describeStacks().stacks()).isEmpty();
  }

  private List<String> parameterNames() {
    return cloud.cloudFormation().declared("AWS::SSM::Parameter").stream()
        .map(one -> one.properties().path("Name").asText())
        .filter(name -> !name.startsWith("/aws"))
        .sorted()
        .toList();
  }

  private DescribeChangeSetResponse changeSet(String template) {
    return changeSet(template, request -> {});
  }

  private DescribeChangeSetResponse changeSet(
      String template, Consumer<CreateChangeSetRequest.Builder> settings) {
    return stack.changeSet(request -> settings.accept(request.templateBody(template)));
  }

  private DescribeChangeSetResponse stored(String template) {
    try (S3Client s3 = Clients.of(cloud).s3()) {
      s3.putObject(r -> r.bucket("t").key("k"), RequestBody.fromString(template));
    }
    return stack.changeSet(request -> request.templateURL("https://s3.example/t/k"));
  }

  private Stack described(String nameOrId) {
    return client.describeStacks(r -> r.stackName(nameOrId)).stacks().get(0);
  }

  private static String parameters(int count, String value) {
    return json(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "'P%d':{'Type':'AWS::CloudWatch::Alarm','Properties':{'Description':'%s'}}"
                        .formatted(i, value))
            .collect(Collectors.joining(",", "{'Resources':{", "}}")));
  }

  private static String parameter(String id, String name) {
    return "'%s':{'Type':'AWS::SSM::Parameter','Properties':{'Name':'%s','Type':'String','Value':'1'}}"
        .formatted(id, name);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
