package io.github.chimeretention.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  @DisplayName("declares all accounts in the context in one stack with one function")
  void accounts() {
    Stack stack =
        declare(
            Map.of(
                "accounts",
                Map.of(
                    "sales",
                    Map.of("accountId", "a", "roomRetentionDays", 365, "removalPolicy", "retain"),
                    "RetentionProvider",
                    Map.of("accountId", "b", "conversationRetentionDays", 90))),
            Map.of("chime-retention.accounts.sales.roomRetentionDays", "30"));

    Template template = Template.fromStack(stack);
    assertThat(stack.getStackName()).isEqualTo("ChimeRetention");
    template.resourceCountIs("AWS::Lambda::Function", 1);
    template.resourceCountIs("Custom::ChimeRetentionSettings", 2);
    template.hasResource(
        "Custom::ChimeRetentionSettings",
        Map.of(
            "Properties",
            Map.of("AccountId", "a", "RoomRetentionDays", 30),
            "DeletionPolicy",
            "Retain"));
    template.hasResourceProperties(
        "Custom::ChimeRetentionSettings",
        Map.of("AccountId", "b", "ConversationRetentionDays", 90));
  }

  @Test
  @DisplayName(
      "adds outputs that show the effect of each change on messages, unless they are turned off")
  void effects() {
    Map<String, Object> accounts = Map.of("sales", Map.of("accountId", "A1 "));

    Template with = Template.fromStack(declare(Map.of("accounts", accounts), Map.of()));
    String resource =
        with.findResources("Custom::ChimeRetentionSettings").keySet().iterator().next();
    with.hasOutput(
        resource + "Effect",
        Map.of(
            "Value",
            Map.of(
                "Fn::Join",
                List.of("", List.of("A1: ", Map.of("Fn::GetAtt", List.of(resource, "Effect")))))));
    Template without =
        Template.fromStack(declare(Map.of("accounts", accounts, "effectOutputs", false), Map.of()));
    assertThat(without.toJSON()).doesNotContainKey("Outputs");
  }

  @Test
  @DisplayName("has outputs for the first identities only if a template can't have more outputs")
  void many() {
    Map<String, Object> accounts = new LinkedHashMap<>();
    for (int i = 300; i > 99; i--) {
      accounts.put("a" + i, Map.of("accountId", "a" + i));
    }

    Map<String, Object> outputs = outputs(Map.of("accounts", accounts));
    assertThat(outputs).hasSize(200);
    accounts.remove("a300");
    assertThat(outputs(Map.of("accounts", accounts))).isEqualTo(outputs);
  }

  @SuppressWarnings("unchecked") // A JSON object's keys are text.
  private static Map<String, Object> outputs(Map<String, Object> context) {
    return (Map<String, Object>)
        Template.fromStack(declare(context, Map.of())).toJSON().get("Outputs");
  }

  @Test
  @DisplayName("declares app instances next to accounts, even with the same names")
  void app_instances() {
    String arn = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
    Stack stack =
        declare(
            Map.of(
                "accounts",
                Map.of("sales", Map.of("accountId", "a", "roomRetentionDays", 365)),
                "appInstances",
                Map.of("sales", Map.of("appInstanceArn", arn, "removalPolicy", "retain"))),
            Map.of("chime-retention.appInstances.sales.channelRetentionDays", "30"));

    Template template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Lambda::Function", 1);
    template.resourceCountIs("Custom::ChimeRetentionSettings", 1);
    template.hasResource(
        "Custom::ChimeAppInstanceRetentionSettings",
        Map.of(
            "Properties",
            Map.of("AppInstanceArn", arn, "ChannelRetentionDays", 30),
            "DeletionPolicy",
            "Retain"));
  }

  @Test
  @DisplayName("writes the same template for other names and another order of the entries")
  void names_and_order() {
    Map<String, Object> one = Map.of("accountId", "a", "roomRetentionDays", 1);
    Map<String, Object> two = Map.of("accountId", "b", "roomRetentionDays", 2);
    Map<String, Object> before = new LinkedHashMap<>();
    before.put("first", one);
    before.put("second", two);
    Map<String, Object> after = new LinkedHashMap<>();
    after.put("two", two);
    after.put("one", one);

    assertThat(json(declare(Map.of("accounts", after), Map.of())))
        .isEqualTo(json(declare(Map.of("accounts", before), Map.of())));
  }

  @Test
  @DisplayName("declares a stack's environment, tags and function")
  void stack_options() {
    Stack stack =
        declare(
            Map.of(
                "env",
                Map.of("account", "111122223333", "region", "eu-central-1"),
                "tags",
                Map.of("team", "messaging"),
                "provider",
                Map.of(
                    "memorySize",
                    1024,
                    "timeout",
                    60,
                    "logRetentionDays",
                    7,
                    "permissionsBoundaryArn",
                    "arn:aws:iam::111122223333:policy/boundary"),
                "accounts",
                Map.of(
                    "sales",
                    Map.of("accountId", "a", "reapply", "today", "overwriteExisting", true)),
                "appInstances",
                Map.of(
                    "support",
                    Map.of(
                        "appInstanceArn",
                        "arn:aws:chime:eu-central-1:111122223333:app-instance/a",
                        "overwriteExisting",
                        true))),
            Map.of());

    assertThat(stack.getAccount()).isEqualTo("111122223333");
    assertThat(stack.getRegion()).isEqualTo("eu-central-1");
    assertThat(stack.getTags().tagValues()).isEqualTo(Map.of("team", "messaging"));
    Template template = Template.fromStack(stack);
    template.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("MemorySize", 1024, "Timeout", 60));
    template.hasResourceProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 7));
    template.hasResourceProperties(
        "AWS::IAM::Role",
        Map.of("PermissionsBoundary", "arn:aws:iam::111122223333:policy/boundary"));
    template.hasResourceProperties(
        "Custom::ChimeRetentionSettings", Map.of("Reapply", "today", "OverwriteExisting", true));
    template.hasResourceProperties(
        "Custom::ChimeAppInstanceRetentionSettings", Map.of("OverwriteExisting", true));
  }

  @Test
  @DisplayName("declares termination protection and the options of the functions")
  void protection() {
    String key = "arn:aws:kms:eu-central-1:111122223333:key/logs";
    Stack stack =
        declare(
            Map.of(
                "terminationProtection",
                true,
                "drift",
                Map.of(),
                "provider",
                Map.of("logKeyArn", key, "reservedConcurrentExecutions", 2, "tracing", true),
                "accounts",
                Map.of("sales", Map.of("accountId", "a"))),
            Map.of());

    assertThat(stack.getTerminationProtection()).isTrue();
    Template template = Template.fromStack(stack);
    template.allResourcesProperties(
        "AWS::Lambda::Function",
        Map.of("ReservedConcurrentExecutions", 2, "TracingConfig", Map.of("Mode", "Active")));
    template.allResourcesProperties("AWS::Logs::LogGroup", Map.of("KmsKeyId", key));
  }

  @Test
  @DisplayName("rejects a VPC with only public subnets in one line")
  void public_vpc() {
    Map<String, Object> subnet =
        Map.of(
            "subnetId",
            "subnet-0123456789abcdef0",
            "availabilityZone",
            "eu-central-1a",
            "routeTableId",
            "rtb-0123456789abcdef0");
    Map<String, Object> context = new HashMap<>();
    context.put(
        "vpc-provider:account=111122223333:filter.vpc-id=vpc-0123456789abcdef0"
            + ":region=eu-central-1:returnAsymmetricSubnets=true",
        Map.of(
            "vpcId",
            "vpc-0123456789abcdef0",
            "availabilityZones",
            List.of(),
            "subnetGroups",
            List.of(Map.of("name", "Public", "type", "Public", "subnets", List.of(subnet)))));
    context.put(
        "chime-retention",
        Map.of(
            "env",
            Map.of("account", "111122223333", "region", "eu-central-1"),
            "drift",
            Map.of(),
            "provider",
            Map.of("vpcId", "vpc-0123456789abcdef0"),
            "accounts",
            Map.of("sales", Map.of("accountId", "a"))));
    List<String> mistakes = new ArrayList<>();
    RetentionApp.declare(
        App.Builder.create().context(context).build(), JSON.valueToTree(context), mistakes);

    assertThat(mistakes)
        .containsExactly(
            "chime-retention.provider.vpcId selects public subnets, in which a function can't"
                + " reach the internet; it must select private ones");
  }

  @Test
  @DisplayName("runs the function with the role and in the VPC of the context")
  void role_and_vpc() {
    Map<String, Object> vpc =
        Map.of(
            "vpcId",
            "vpc-0123456789abcdef0",
            "availabilityZones",
            List.of(),
            "subnetGroups",
            List.of(
                Map.of(
                    "name",
                    "Private",
                    "type",
                    "Private",
                    "subnets",
                    List.of(
                        Map.of(
                            "subnetId",
                            "subnet-0123456789abcdef0",
                            "availabilityZone",
                            "eu-central-1a",
                            "routeTableId",
                            "rtb-0123456789abcdef0")))));
    Stack stack =
        declare(
            Map.of(
                "env",
                Map.of("account", "111122223333", "region", "eu-central-1"),
                "drift",
                Map.of("roleArn", "arn:aws:iam::111122223333:role/drift"),
                "provider",
                Map.of(
                    "roleArn",
                    "arn:aws:iam::111122223333:role/chime",
                    "vpcId",
                    "vpc-0123456789abcdef0"),
                "accounts",
                Map.of("sales", Map.of("accountId", "a"))),
            Map.of(
                "vpc-provider:account=111122223333:filter.vpc-id=vpc-0123456789abcdef0"
                    + ":region=eu-central-1:returnAsymmetricSubnets=true",
                vpc));

    Template template = Template.fromStack(stack);
    template.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("Role", "arn:aws:iam::111122223333:role/chime"));
    template.hasResourceProperties(
        "AWS::Lambda::Function", Map.of("Role", "arn:aws:iam::111122223333:role/drift"));
    template.resourceCountIs("AWS::IAM::Role", 1);
    template.hasResourceProperties(
        "AWS::IAM::Role",
        Map.of(
            "Description", Match.stringLikeRegexp("Amazon EventBridge Scheduler start the check")));
    template.allResourcesProperties(
        "AWS::Lambda::Function",
        Map.of("VpcConfig", Map.of("SubnetIds", List.of("subnet-0123456789abcdef0"))));
  }

  @Test
  @DisplayName("declares the policy of all stacks and the policy of each stack, which both apply")
  void policies() {
    Map<String, Object> accounts =
        Map.of("sales", Map.of("accountId", "a", "roomRetentionDays", 20));
    Stack stack =
        declare(
            Map.of(
                "policy",
                Map.of("roomRetentionDays", Map.of("max", 10)),
                "stacks",
                Map.of(
                    "prod",
                    Map.of(
                        "policy",
                        Map.of("roomRetentionDays", Map.of("min", 30, "max", 90)),
                        "accounts",
                        accounts))),
            Map.of());

    assertThat(
            Annotations.fromStack(stack)
                .findError("/prod/accounts/sales", Match.anyValue())
                .stream()
                .map(found -> (String) found.getEntry().getData()))
        .containsExactlyInAnyOrder(
            "roomRetention is 20 days; it must be at most 10 days, as prod/AppRetentionPolicy"
                + " requires",
            "roomRetention is 20 days; it must be 30 to 90 days, as prod/RetentionPolicy requires");
  }

  @Test
  @DisplayName("declares the drift monitor of a stack, whose alarms go to the topic")
  void drift() {
    String topic = "arn:aws:sns:eu-central-1:111122223333:alarms";
    Stack stack =
        declare(
            Map.of(
                "drift",
                Map.of("schedule", "rate(12 hours)", "alarmTopicArn", topic),
                "provider",
                Map.of("logRetentionDays", 7),
                "accounts",
                Map.of("sales", Map.of("accountId", "a"))),
            Map.of("chime-retention.drift.watchCloudTrail", "true"));

    Template template = Template.fromStack(stack);
    template.hasResourceProperties(
        "AWS::Scheduler::Schedule", Map.of("ScheduleExpression", "rate(12 hours)"));
    template.allResourcesProperties(
        "AWS::CloudWatch::Alarm", Map.of("AlarmActions", List.of(topic)));
    template.allResourcesProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 7));
    template.resourceCountIs("AWS::Events::Rule", 1);
  }

  @Test
  @DisplayName(
      "declares a drift monitor with all defaults for an empty object, and none if it is omitted")
  void drift_defaults() {
    Map<String, Object> accounts = Map.of("sales", Map.of("accountId", "a"));

    Template with =
        Template.fromStack(declare(Map.of("drift", Map.of(), "accounts", accounts), Map.of()));
    with.hasResourceProperties(
        "AWS::Scheduler::Schedule", Map.of("ScheduleExpression", "rate(1 day)"));
    with.resourceCountIs("AWS::Events::Rule", 0);
    Template without = Template.fromStack(declare(Map.of("accounts", accounts), Map.of()));
    without.resourceCountIs("AWS::Scheduler::Schedule", 0);
    without.resourceCountIs("AWS::CloudWatch::Alarm", 0);
    without.resourceCountIs("AWS::Events::Rule", 0);
    without.resourceCountIs("AWS::Lambda::Function", 1);
  }

  @Test
  @DisplayName("declares several stacks, each with its own function")
  void stacks() {
    Map<String, Object> accounts = Map.of("a", Map.of("accountId", "a"));
    List<String> mistakes = new ArrayList<>();
    List<Stack> stacks =
        RetentionApp.declare(
            new App(),
            JSON.valueToTree(
                Map.of(
                    "chime-retention",
                    Map.of(
                        "stacks",
                        Map.of(
                            "prod", Map.of("accounts", accounts),
                            "stage", Map.of("accounts", accounts))))),
            mistakes);

    assertThat(mistakes).isEmpty();
    assertThat(stacks).extracting(Stack::getStackName).containsExactlyInAnyOrder("prod", "stage");
    assertThat(stacks)
        .allSatisfy(stack -> Template.fromStack(stack).resourceCountIs("AWS::Lambda::Function", 1));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
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
          {"provider": {"vpcId": "vpc-12345678"}, "accounts": {"a": {"accountId": "a"}}} | chime-retention.provider.vpcId is "vpc-12345678"; it must be omitted, or declared together with env.account and env.region, where it is looked up
          {"drift": {"schedule": "rate(2 days)"}, "accounts": {"a": {"accountId": "a"}}} | chime-retention.drift.schedule is rate(2 days); it must be a rate of at most 1 day, or a cron expression that runs every day, such as cron(0 6 * * ? *)
          {"env": {"region": "cn-north-1"}, "accounts": {"a": {"accountId": "a"}}} | chime-retention.accounts.a: the stack's region is in the partition aws-cn; it must be in the partition aws, the only one with Amazon Chime
          """)
  @DisplayName("reports errors of the constructs with the path in the context")
  void rejected(String declared, String mistake) throws IOException {
    List<String> mistakes = new ArrayList<>();
    RetentionApp.declare(
        new App(), JSON.readTree("{\"chime-retention\": " + declared + "}"), mistakes);

    assertThat(mistakes).containsExactly(mistake);
  }

  @Test
  @DisplayName("reads the context from a file if it is too long for the environment")
  void overflow(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("context.json"), "{\"b\": null}");

    assertThat(
            RetentionApp.context(
                Map.of(
                    "CDK_CONTEXT_JSON",
                    "{\"a\": 1}",
                    "CONTEXT_OVERFLOW_LOCATION_ENV",
                    file.toString()),
                new App()))
        .isEqualTo(JSON.readTree("{\"a\": 1, \"b\": null}"));
  }

  @Test
  @DisplayName(
      "exits with 0, writes the stack to the CLI's output folder, and leaves no jar next to it")
  void main_good(@TempDir Path directory) throws Exception {
    Path stderr = directory.resolve("stderr");
    int code =
        run(
            directory,
            stderr,
            "{\"chime-retention\": {\"accounts\": {\"sales\": {\"accountId\": \"a\"}}}}");

    assertThat(code).as("%s", stderr).isZero();
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
        process.exit(app.status);
        """;
    Path stderr = directory.resolve("stderr");
    ProcessBuilder node =
        new ProcessBuilder(
            "node",
            "-e",
            script,
            java(),
            System.getProperty("java.class.path"),
            directory.toString());

    assertThat(exitCode(node, directory, stderr)).as("%s", stderr).isZero();
    assertThat(JSON.readTree(directory.resolve("cdk.out/manifest.json").toFile()).findValue("tags"))
        .isEqualTo(JSON.valueToTree(Map.of("team", "\u00e9quipe")));
  }

  @Test
  @DisplayName("exits with 1 and one line for each mistake, including null values")
  void main_bad(@TempDir Path directory) throws Exception {
    Path stderr = directory.resolve("stderr");
    int code =
        run(
            directory,
            stderr,
            """
            {"chime-retention": {
              "accounts": {
                "sales": {"accountId": "A", "roomRetentionDays": null},
                "hr": {"accountId": "111122223333"}},
              "appInstances": null}}
            """);

    assertThat(code).isEqualTo(1);
    assertThat(stderr)
        .hasContent(
            """
            chime-retention.accounts.sales.roomRetentionDays is null; it must be a whole number from 1 to 5475
            chime-retention.appInstances is null; it must be an object
            chime-retention.accounts.hr.accountId is 111122223333, which is the ID of an AWS account; it must be the ID of an Amazon Chime account, or a token
            """);
  }

  private static Stack declare(Map<String, Object> declared, Map<String, Object> overrides) {
    Map<String, Object> context = new HashMap<>(overrides);
    context.put("chime-retention", declared);
    List<String> mistakes = new ArrayList<>();
    App app = App.Builder.create().context(context).build();
    List<Stack> stacks = RetentionApp.declare(app, JSON.valueToTree(context), mistakes);
    assertThat(mistakes).isEmpty();
    return stacks.get(0);
  }

  /** The template in its original order. */
  private static String json(Stack stack) {
    return JSON.valueToTree(Template.fromStack(stack).toJSON()).toString();
  }

  /** Runs the app as the CLI does, with the context and the output folder in the environment. */
  private static int run(Path directory, Path stderr, String context)
      throws IOException, InterruptedException {
    ProcessBuilder app =
        new ProcessBuilder(
            List.of(
                java(),
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                RetentionApp.class.getName()));
    app.environment().put("CDK_CONTEXT_JSON", context);
    app.environment().put("CDK_OUTDIR", directory.resolve("cdk.out").toString());
    return exitCode(app, directory, stderr);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static int exitCode(ProcessBuilder app, Path directory, Path stderr)
      throws IOException, InterruptedException {
    // Hides the warning about old versions of Node.js.
    app.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20,22,24");
    Process process =
        app.redirectError(stderr.toFile())
            .redirectOutput(directory.resolve("stdout").toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("The app is still running");
    }
    return process.exitValue();
  }
}
