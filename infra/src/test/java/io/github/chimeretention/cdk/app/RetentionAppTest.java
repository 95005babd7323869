package io.github.chimeretention.cdk.app;

import static io.github.chimeretention.cdk.app.Contexts.JSON;
import static io.github.chimeretention.cdk.app.Contexts.context;
import static io.github.chimeretention.cdk.app.Contexts.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@DisplayName("The app")
class RetentionAppTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String CLASSPATH = System.getProperty("java.class.path");
  private static final String ACCOUNTS = "'accounts': {'sales': {'accountId': 'a'}}";
  private static final String IN_VPC =
      """
      {"chime-retention": {
         "env": {"account": "111122223333", "region": "eu-central-1"},
         "drift": {"roleArn": "arn:aws:iam::111122223333:role/drift"},
         "provider": {"roleArn": "arn:aws:iam::111122223333:role/chime", "vpcId": "vpc-0123456789abcdef0"},
         "accounts": {"sales": {"accountId": "a"}}},
       "vpc-provider:account=111122223333:filter.vpc-id=vpc-0123456789abcdef0:region=eu-central-1:returnAsymmetricSubnets=true": {
         "vpcId": "vpc-0123456789abcdef0", "availabilityZones": [],
         "subnetGroups": [{"name": "Private", "type": "Private", "subnets": [
           {"subnetId": "subnet-1", "availabilityZone": "eu-central-1a", "routeTableId": "rtb-1"}]}]}}""";

  @Test
  @DisplayName("declares all accounts in the context in one stack with one function")
  void accounts() {
    Stack stack =
        declare(
            """
            {"chime-retention": {"accounts": {
               "sales": {"accountId": "a", "roomRetentionDays": 365, "removalPolicy": "retain"},
               "RetentionProvider": {"accountId": "b", "conversationRetentionDays": 90}}},
             "chime-retention.accounts.sales.roomRetentionDays": "30"}""");

    assertThat(stack.getStackName()).isEqualTo("ChimeRetention");
    assertResources(
        stack,
        """
        {"AWS::Lambda::Function": [{}],
         "Custom::ChimeRetentionSettings": [
           {"Properties": {"AccountId": "a", "RoomRetentionDays": 30}, "DeletionPolicy": "Retain"},
           {"Properties": {"AccountId": "b", "ConversationRetentionDays": 90}}]}""");
  }

  @Test
  @DisplayName(
      "adds outputs that show the effect of each change on messages, unless they are turned off")
  void effects() {
    String accounts = "'accounts': {'sales': {'accountId': 'A1 '}}";
    Template with = template("{" + accounts + "}");
    String resource =
        with.findResources("Custom::ChimeRetentionSettings").keySet().iterator().next();
    String effect = "{'Value': {'Fn::Join': ['', ['A1: ', {'Fn::GetAtt': ['%s', 'Effect']}]]}}";

    with.hasOutput(resource + "Effect", json(effect.formatted(resource)));
    assertThat(template("{'effectOutputs': false, " + accounts + "}").toJSON())
        .doesNotContainKey("Outputs");
  }

  @Test
  @DisplayName("has outputs for the first identities only if a template can't have more outputs")
  void many() {
    ObjectNode accounts = JSON.createObjectNode();
    for (int i = 300; i > 99; i--) {
      accounts.putObject("a" + i).put("accountId", "a" + i);
    }

    JsonNode outputs = outputs(accounts);
    assertThat(outputs).hasSize(200);
    accounts.remove("a300");
    assertThat(outputs(accounts)).isEqualTo(outputs);
  }

  private static JsonNode outputs(JsonNode accounts) {
    return JSON.valueToTree(template("{'accounts': " + accounts + "}").toJSON().get("Outputs"));
  }

  @Test
  @DisplayName("declares app instances next to accounts, even with the same names")
  void app_instances() {
    assertResources(
        """
        {"chime-retention": {
           "accounts": {"sales": {"accountId": "a", "roomRetentionDays": 365}},
           "appInstances": {"sales": {
             "appInstanceArn": "arn:aws:chime:us-east-1:111122223333:app-instance/a", "removalPolicy": "retain"}}},
         "chime-retention.appInstances.sales.channelRetentionDays": "30"}""",
        """
        {"AWS::Lambda::Function": [{}],
         "Custom::ChimeRetentionSettings": [{}],
         "Custom::ChimeAppInstanceRetentionSettings": [
           {"Properties": {
              "AppInstanceArn": "arn:aws:chime:us-east-1:111122223333:app-instance/a", "ChannelRetentionDays": 30},
            "DeletionPolicy": "Retain"}]}""");
  }

  @Test
  @DisplayName("writes the same template for other names and another order of the entries")
  void names_and_order() {
    String one = "{'accountId': 'a', 'roomRetentionDays': 1}";
    String two = "{'accountId': 'b', 'roomRetentionDays': 2}";
    Template before = template("{'accounts': {'first': %s, 'second': %s}}".formatted(one, two));
    Template after = template("{'accounts': {'two': %s, 'one': %s}}".formatted(two, one));

    // As text, in the original order.
    assertThat(JSON.valueToTree(after.toJSON()).toString())
        .isEqualTo(JSON.valueToTree(before.toJSON()).toString());
  }

  @Test
  @DisplayName("declares a stack's environment, tags and function")
  void stack_options() {
    Stack stack =
        declare(
            """
            {"chime-retention": {
               "env": {"account": "111122223333", "region": "eu-central-1"},
               "tags": {"team": "messaging"},
               "provider": {
                 "memorySize": 1024, "timeout": 60, "logRetentionDays": 7,
                 "permissionsBoundaryArn": "arn:aws:iam::111122223333:policy/boundary"},
               "accounts": {"sales": {"accountId": "a", "reapply": "today", "overwriteExisting": true}},
               "appInstances": {"support": {
                 "appInstanceArn": "arn:aws:chime:eu-central-1:111122223333:app-instance/a", "overwriteExisting": true}}}}""");

    assertThat(stack.getAccount()).isEqualTo("111122223333");
    assertThat(stack.getRegion()).isEqualTo("eu-central-1");
    assertThat(stack.getTags().tagValues()).isEqualTo(Map.of("team", "messaging"));
    assertResources(
        stack,
        """
        {"AWS::Lambda::Function": [{"Properties": {"MemorySize": 1024, "Timeout": 60}}],
         "AWS::Logs::LogGroup": [{"Properties": {"RetentionInDays": 7}}],
         "AWS::IAM::Role": [{"Properties": {"PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundary"}}],
         "Custom::ChimeRetentionSettings": [{"Properties": {"Reapply": "today", "OverwriteExisting": true}}],
         "Custom::ChimeAppInstanceRetentionSettings": [{"Properties": {"OverwriteExisting": true}}]}""");
  }

  @Test
  @DisplayName("declares termination protection and the options of the functions")
  void protection() {
    Stack stack =
        declare(
            """
            {"chime-retention": {
               "terminationProtection": true,
               "drift": {},
               "provider": {
                 "logKeyArn": "arn:aws:kms:eu-central-1:111122223333:key/1", "reservedConcurrentExecutions": 2, "tracing": true},
               "accounts": {"sales": {"accountId": "a"}}}}""");

    assertThat(stack.getTerminationProtection()).isTrue();
    Template template = Template.fromStack(stack);
    template.allResourcesProperties(
        "AWS::Lambda::Function",
        json("{'ReservedConcurrentExecutions': 2, 'TracingConfig': {'Mode': 'Active'}}"));
    template.allResourcesProperties(
        "AWS::Logs::LogGroup", Map.of("KmsKeyId", "arn:aws:kms:eu-central-1:111122223333:key/1"));
  }

  @Test
  @DisplayName("rejects a VPC with only public subnets in one line")
  void public_vpc() {
    assertThat(Contexts.mistakes(json(IN_VPC.replace("Private", "Public"))))
        .containsExactly(
            "chime-retention.provider.vpcId selects public subnets, in which a function can't"
                + " reach the internet; it must select private ones");
  }

  @Test
  @DisplayName("runs the function with the role and in the VPC of the context")
  void role_and_vpc() {
    assertResources(
        IN_VPC,
        """
        {"AWS::Lambda::Function": [
           {"Properties": {
              "Role": "arn:aws:iam::111122223333:role/chime", "VpcConfig": {"SubnetIds": ["subnet-1"]}}},
           {"Properties": {
              "Role": "arn:aws:iam::111122223333:role/drift", "VpcConfig": {"SubnetIds": ["subnet-1"]}}}],
         "AWS::IAM::Role": [{"Properties": {
            "Description": "Lets Amazon EventBridge Scheduler start the check of retention settings"}}]}""");
  }

  @Test
  @DisplayName("declares the policy of all stacks and the policy of each stack, which both apply")
  void policies() {
    Stack stack =
        declare(
            """
            {"chime-retention": {
               "policy": {"roomRetentionDays": {"max": 10}},
               "stacks": {"prod": {
                 "policy": {"roomRetentionDays": {"min": 30, "max": 90}},
                 "accounts": {"sales": {"accountId": "a", "roomRetentionDays": 20}}}}}}""");

    assertThat(Annotations.fromStack(stack).findError("/prod/accounts/sales", Match.anyValue()))
        .extracting(found -> found.getEntry().getData())
        .containsExactlyInAnyOrder(
            "roomRetention is 20 days; it must be at most 10 days, as prod/AppRetentionPolicy"
                + " requires",
            "roomRetention is 20 days; it must be 30 to 90 days, as prod/RetentionPolicy requires");
  }

  @Test
  @DisplayName("declares the drift monitor of a stack, whose alarms go to the topic")
  void drift() {
    Stack stack =
        declare(
            """
            {"chime-retention": {
               "drift": {
                 "schedule": "rate(12 hours)", "alarmTopicArn": "arn:aws:sns:eu-central-1:111122223333:alarms"},
               "provider": {"logRetentionDays": 7},
               "accounts": {"sales": {"accountId": "a"}}},
             "chime-retention.drift.watchCloudTrail": "true"}""");

    assertResources(
        stack,
        """
        {"AWS::Scheduler::Schedule": [{"Properties": {"ScheduleExpression": "rate(12 hours)"}}],
         "AWS::Events::Rule": [{}]}""");
    Template template = Template.fromStack(stack);
    template.allResourcesProperties(
        "AWS::CloudWatch::Alarm",
        json("{'AlarmActions': ['arn:aws:sns:eu-central-1:111122223333:alarms']}"));
    template.allResourcesProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 7));
  }

  @Test
  @DisplayName(
      "declares a drift monitor with all defaults for an empty object, and none if it is omitted")
  void drift_defaults() {
    assertResources(
        "{'chime-retention': {'drift': {}, " + ACCOUNTS + "}}",
        """
        {"AWS::Scheduler::Schedule": [{"Properties": {"ScheduleExpression": "rate(1 day)"}}], "AWS::Events::Rule": []}""");
    assertResources(
        "{'chime-retention': {" + ACCOUNTS + "}}",
        """
        {"AWS::Scheduler::Schedule": [], "AWS::CloudWatch::Alarm": [], "AWS::Events::Rule": [], "AWS::Lambda::Function": [{}]}""");
  }

  @Test
  @DisplayName("declares several stacks, each with its own function")
  void stacks() {
    String settings = "{'stacks': {'prod': {%s}, 'stage': {%s}}}".formatted(ACCOUNTS, ACCOUNTS);

    assertThat(Contexts.stacks(context(settings)))
        .allSatisfy(stack -> assertResources(stack, "{'AWS::Lambda::Function': [{}]}"))
        .extracting(Stack::getStackName)
        .containsExactlyInAnyOrder("prod", "stage");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"accounts": {"a": {"accountId": "a b"}}} | chime-retention.accounts.a.accountId is a b; it must be the ID of an Amazon Chime account, or a token
          {"accounts": {"a": {"accountId": "111122223333"}}} | chime-retention.accounts.a.accountId is 111122223333, which is the ID of an AWS account; it must be the ID of an Amazon Chime account, or a token
          {"accounts": {"a": {"accountId": "Abc"}, "b": {"accountId": " aBC"}}} | chime-retention.accounts.b.accountId is abc, which chime-retention.accounts.a already declares; declare it only once per stack
          {"appInstances": {"a": {"appInstanceArn": "x"}}} | chime-retention.appInstances.a.appInstanceArn is x; it must be arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, or a token
          {"appInstances": {"a": {"appInstanceArn": "arn:aws-cn:chime:cn-north-1:111122223333:app-instance/a"}}} | chime-retention.appInstances.a.appInstanceArn is in the partition aws-cn; it must be in the partition aws, the only one with app instances
          {"env": {"account": "444455556666"}, "appInstances": {"a": {"appInstanceArn": "arn:aws:chime:us-east-1:111122223333:app-instance/a"}}} | chime-retention.appInstances.a.appInstanceArn is in the AWS account 111122223333; it must be in the function's, 444455556666
          {"stacks": {"prod": {"accounts": {"a": {"accountId": ".."}}}}} | chime-retention.stacks.prod.accounts.a.accountId is ..; it must be the ID of an Amazon Chime account, or a token
          {"provider": {"memorySize": 64}, "accounts": {"a": {"accountId": "a"}}} | chime-retention.provider.memorySize is 64; it must be a number of MB from 128 to 10240
          {"provider": {"timeout": 901}, "accounts": {"a": {"accountId": "a"}}} | chime-retention.provider.timeout is 15 minutes 1 second; it must be a whole number of seconds from 1 to 900
          {"drift": {"schedule": "rate(2 days)"}, "accounts": {"a": {"accountId": "a"}}} | chime-retention.drift.schedule is rate(2 days); it must be a rate of at most 1 day, or a cron expression that runs every day, such as cron(0 6 * * ? *)
          {"env": {"region": "cn-north-1"}, "accounts": {"a": {"accountId": "a"}}} | chime-retention.accounts.a: the stack's region is in the partition aws-cn; it must be in the partition aws, the only one with Amazon Chime""")
  @DisplayName("reports errors of the constructs with the path in the context")
  void rejected(String settings, String mistake) {
    assertThat(Contexts.mistakes(context(settings))).containsExactly(mistake);
  }

  @Test
  @DisplayName("reads the context from a file if it is too long for the environment")
  void overflow(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("context.json"), "{\"b\": null}");
    Map<String, String> environment =
        Map.of("CDK_CONTEXT_JSON", "{\"a\": 1}", "CONTEXT_OVERFLOW_LOCATION_ENV", file.toString());

    assertThat(RetentionApp.context(environment, new App())).isEqualTo(json("{'a': 1, 'b': null}"));
  }

  @Test
  @DisplayName(
      "exits with 0, writes the stack to the CLI's output folder, and leaves no jar next to it")
  void main_good(@TempDir Path directory) throws Exception {
    assertThat(run(directory, "{" + ACCOUNTS + "}")).isZero();
    assertThat(directory.resolve("cdk.out/ChimeRetention.template.json")).isNotEmptyFile();
    assertThat(directory).isDirectoryNotContaining("glob:**.jar");
  }

  @Test
  @DisplayName("reads non-ASCII letters in an ASCII locale, as in build containers")
  void main_posix(@TempDir Path directory) throws Exception {
    // Node.js starts the app, because this JVM may itself have such a locale.
    String script =
        """
        const { spawnSync } = require('child_process');
        const [java, classpath, directory] = process.argv.slice(1);
        const context = { 'chime-retention': {
          tags: { team: '\\u00e9quipe' }, accounts: { sales: { accountId: 'a' } } } };
        const env = { ...process.env, LC_ALL: 'POSIX', CDK_OUTDIR: directory + '/cdk.out',
          CDK_CONTEXT_JSON: JSON.stringify(context) };
        const app = spawnSync(java, ['-Djava.io.tmpdir=' + directory, '-cp', classpath,
          'io.github.chimeretention.cdk.app.RetentionApp'], { env, stdio: 'inherit' });
        process.exit(app.status);""";
    ProcessBuilder node =
        new ProcessBuilder("node", "-e", script, JAVA, CLASSPATH, directory.toString());

    assertThat(exitCode(node, directory)).isZero();
    assertThat(JSON.readTree(directory.resolve("cdk.out/manifest.json").toFile()).findValue("tags"))
        .isEqualTo(json("{'team': '\u00e9quipe'}"));
  }

  @Test
  @DisplayName("exits with 1 and one line for each mistake, including null values")
  void main_bad(@TempDir Path directory) throws Exception {
    int code =
        run(
            directory,
            """
            {"accounts": {
               "sales": {"accountId": "A", "roomRetentionDays": null},
               "hr": {"accountId": "111122223333"}},
             "appInstances": null}""");

    assertThat(code).isEqualTo(1);
    assertThat(directory.resolve("stderr"))
        .hasContent(
            """
            chime-retention.accounts.sales.roomRetentionDays is null; it must be a whole number from 1 to 5475
            chime-retention.appInstances is null; it must be an object
            chime-retention.accounts.hr.accountId is 111122223333, which is the ID of an AWS account; it must be the ID of an Amazon Chime account, or a token""");
  }

  private static Template template(String settings) {
    return Template.fromStack(declare(context(settings).toString()));
  }

  /** Declares the first stack of a context. */
  private static Stack declare(String context) {
    return Contexts.stacks(json(context)).get(0);
  }

  private static void assertResources(String context, String expected) {
    assertResources(declare(context), expected);
  }

  /** Asserts the number of a stack's resources of each expected type, and parts of them. */
  private static void assertResources(Stack stack, String expected) {
    Template template = Template.fromStack(stack);
    for (Map.Entry<String, JsonNode> type : json(expected).properties()) {
      template.resourceCountIs(type.getKey(), type.getValue().size());
      type.getValue().forEach(resource -> template.hasResource(type.getKey(), resource));
    }
  }

  /** Runs the app as the CLI does, with the context and the output folder in the environment. */
  private static int run(Path directory, String settings) throws Exception {
    String temporary = "-Djava.io.tmpdir=" + directory;
    ProcessBuilder app =
        new ProcessBuilder(
            JAVA,
            "-XX:TieredStopAtLevel=1",
            temporary,
            "-cp",
            CLASSPATH,
            RetentionApp.class.getName());
    app.environment().put("CDK_CONTEXT_JSON", context(settings).toString());
    app.environment().put("CDK_OUTDIR", directory.resolve("cdk.out").toString());
    return exitCode(app, directory);
  }

  private static int exitCode(ProcessBuilder app, Path directory) throws Exception {
    // The other tests validate the templates; it takes a new process seconds.
    app.environment().put("CDK_VALIDATION", "false");
    // Hides the warning about old versions of Node.js.
    app.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20,22,24");
    app.redirectError(directory.resolve("stderr").toFile());
    Process process = app.redirectOutput(directory.resolve("stdout").toFile()).start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("The app is still running");
    }
    return process.exitValue();
  }
}
