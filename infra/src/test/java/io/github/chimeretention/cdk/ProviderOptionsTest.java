package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.assertRejected;
import static io.github.chimeretention.cdk.Messages.infos;
import static io.github.chimeretention.cdk.Messages.warnings;
import static io.github.chimeretention.cdk.Stacks.list;
import static io.github.chimeretention.cdk.Stacks.object;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.Bucket;

@DisplayName("A provider with options")
class ProviderOptionsTest {
  private final Stack stack = stack();
  private final RetentionProvider.Builder provider =
      RetentionProvider.Builder.create(stack, "Provider");

  @Test
  @DisplayName("has the declared runtime, architecture, memory, and log retention")
  void machine() {
    declare(
        provider
            .runtime(Runtime.JAVA_21)
            .architecture(Architecture.X86_64)
            .memorySize(1024)
            .logRetention(RetentionDays.ONE_WEEK));

    assertThat(function())
        .containsEntry("Runtime", "java21")
        .containsEntry("Architectures", List.of("x86_64"))
        .containsEntry("MemorySize", 1024);
    assertThat(properties(stack, "AWS::Logs::LogGroup")).containsEntry("RetentionInDays", 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java17", "java11", "java8.al2", "nodejs22.x", "provided.al2023"})
  @DisplayName("rejects a runtime that can't run the function, or can't be created")
  void old_runtime(String name) {
    assertRejected(
        () -> provider.runtime(new Runtime(name)).build(),
        "Stack/Provider: runtime is %s; it must be java21 or later".formatted(name));
  }

  @ParameterizedTest(name = "{0} s: ServiceTimeout {1} s, event age {2} s")
  @CsvSource({"1, 122, 121", "300, 720, 420", "900, 1920, 1020"})
  @DisplayName("has the declared timeout, and the limits derived from it")
  void timeout(int timeout, String serviceTimeout, int eventAge) {
    declare(provider.timeout(Duration.seconds(timeout)));

    assertThat(function()).containsEntry("Timeout", timeout);
    assertThat(properties(stack, Stacks.TYPE)).containsEntry("ServiceTimeout", serviceTimeout);
    assertThat(properties(stack, "AWS::Lambda::EventInvokeConfig"))
        .containsEntry("MaximumEventAgeInSeconds", eventAge);
  }

  @ParameterizedTest(name = "{0} ms")
  @CsvSource({
    "0, 0 millis",
    "999, 999 millis",
    "1500, 1 second 500 millis",
    "901000, 15 minutes 1 second"
  })
  @DisplayName("rejects a timeout that Lambda doesn't allow")
  void bad_timeout(int millis, String came) {
    assertRejected(
        () -> provider.timeout(Duration.millis(millis)).build(),
        "Stack/Provider: timeout is "
            + came
            + "; it must be a whole number of seconds from 1 to 900");
  }

  @Test
  @DisplayName("rejects a timeout that is a token")
  void token_timeout() {
    Number token =
        CfnParameter.Builder.create(stack, "Timeout").type("Number").build().getValueAsNumber();

    assertRejected(
        () -> provider.timeout(Duration.seconds(token)).build(),
        "Stack/Provider: timeout is a token; it must be a literal number of seconds,"
            + " because ServiceTimeout is derived from it");
  }

  @Test
  @DisplayName("has the declared log group")
  void log_group() {
    declare(provider.logGroup(LogGroup.fromLogGroupName(stack, "Logs", "/audit/chime")));

    Template.fromStack(stack).resourceCountIs("AWS::Logs::LogGroup", 0);
    assertThat(object(function().get("LoggingConfig"))).containsEntry("LogGroup", "/audit/chime");
    assertThat(
            ProviderDefaultsTest.statements(resource(stack, "AWS::IAM::Policy"))
                .get(0)
                .get("Resource"))
        .asString()
        .contains(":log-group:/audit/chime:*");
  }

  @Test
  @DisplayName("has the declared role, which gets the permissions")
  void role() {
    Role role =
        Role.Builder.create(stack, "Own")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    RetentionProvider built = declare(provider.role(role));

    assertThat(built.getRole()).isSameAs(role);
    String logicalId = stack.getLogicalId((CfnElement) role.getNode().getDefaultChild());
    assertThat(function()).containsEntry("Role", Map.of("Fn::GetAtt", List.of(logicalId, "Arn")));
    assertThat(properties(stack, "AWS::IAM::Policy"))
        .containsEntry("Roles", List.of(Map.of("Ref", logicalId)));
    assertThat(properties(stack, "AWS::IAM::ManagedPolicy"))
        .containsEntry("Roles", List.of(Map.of("Ref", logicalId)));
  }

  @Test
  @DisplayName("has the imported role, which also gets the permissions")
  void imported_role() {
    declare(provider.role(Role.fromRoleArn(stack, "Own", "arn:aws:iam::111111111111:role/chime")));

    assertThat(function()).containsEntry("Role", "arn:aws:iam::111111111111:role/chime");
    assertThat(properties(stack, "AWS::IAM::Policy")).containsEntry("Roles", List.of("chime"));
    assertThat(properties(stack, "AWS::IAM::ManagedPolicy"))
        .containsEntry("Roles", List.of("chime"));
  }

  @Test
  @DisplayName("has a role that the stack must not change, and reports its permissions")
  void immutable_role() {
    declare(
        provider.role(
            Role.fromRoleArn(
                stack,
                "Own",
                "arn:aws:iam::111111111111:role/chime",
                FromRoleArnOptions.builder().mutable(false).build())));

    Template.fromStack(stack).resourceCountIs("AWS::IAM::Policy", 0);
    Template.fromStack(stack).resourceCountIs("AWS::IAM::ManagedPolicy", 0);
    assertThat(resource(stack, "AWS::Lambda::Function")).doesNotContainKey("DependsOn");
    assertThat(infos(stack))
        .containsExactly(
            "/Stack/Provider: The role is immutable. It must allow logs:CreateLogStream and"
                + " logs:PutLogEvents on the log group",
            "/Stack/Provider: The function's role must allow chime:GetRetentionSettings and"
                + " chime:PutRetentionSettings on *");
  }

  @Test
  @DisplayName("rejects a memory size that Lambda doesn't allow")
  void bad_memory() {
    for (int memory : List.of(127, 64, 10241)) {
      assertRejected(
          () -> RetentionProvider.Builder.create(stack, "P" + memory).memorySize(memory).build(),
          "Stack/P%d: memorySize is %d; it must be a number of MB from 128 to 10240"
              .formatted(memory, memory));
    }
  }

  @Test
  @DisplayName("accepts a memory size that is a token, which is checked at deployment")
  void token_memory() {
    declare(
        provider.memorySize(
            CfnParameter.Builder.create(stack, "Mb").type("Number").build().getValueAsNumber()));

    assertThat(function()).containsEntry("MemorySize", Map.of("Ref", "Mb"));
  }

  @Test
  @DisplayName(
      "has the declared VPC, subnets and security groups, and AWS's policy for network interfaces")
  void vpc() {
    Vpc vpc =
        Vpc.Builder.create(stack, "Vpc").maxAzs(2).restrictDefaultSecurityGroup(false).build();
    SecurityGroup group = SecurityGroup.Builder.create(stack, "Group").vpc(vpc).build();
    declare(
        provider
            .vpc(vpc)
            .vpcSubnets(
                SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build())
            .securityGroups(List.of(group)));

    Map<String, Object> config = object(function().get("VpcConfig"));
    assertThat(list(config.get("SubnetIds"))).hasSize(2);
    assertThat(config.get("SecurityGroupIds")).asString().contains("Group");
    assertThat(properties(stack, "AWS::IAM::Role").get("ManagedPolicyArns"))
        .asString()
        .contains("service-role/AWSLambdaVPCAccessExecutionRole");
  }

  @Test
  @DisplayName("opens the connections of its VPC")
  void connections() {
    IVpc vpc = Stacks.vpc(stack);
    RetentionProvider built = declare(provider.vpc(vpc));
    SecurityGroup proxy =
        SecurityGroup.Builder.create(stack, "Proxy").vpc(vpc).allowAllOutbound(false).build();
    proxy.getConnections().allowFrom(built, Port.tcp(3128));

    Template.fromStack(stack)
        .hasResourceProperties("AWS::EC2::SecurityGroupIngress", Map.of("ToPort", 3128));
  }

  @Test
  @DisplayName("has the declared environment and the key that encrypts it")
  void environment() {
    Key key = new Key(stack, "Key");
    declare(provider.environment(Map.of("LEVEL", "debug")).environmentEncryption(key));

    assertThat(function())
        .containsEntry("Environment", Map.of("Variables", Map.of("LEVEL", "debug")))
        .containsKey("KmsKeyArn");
    assertThat(ProviderDefaultsTest.statements(resource(stack, "AWS::IAM::Policy"))).hasSize(1);
  }

  @Test
  @DisplayName("rejects a log retention or a key for an existing log group")
  void exclusive_options() {
    provider.logGroup(LogGroup.fromLogGroupName(stack, "Logs", "x"));

    assertRejected(
        () -> provider.logEncryption(new Key(stack, "Key")).build(),
        "Stack/Provider: specify logGroup or logEncryption, not both");
    assertRejected(
        () -> provider.logRetention(RetentionDays.ONE_DAY).logEncryption(null).build(),
        "Stack/Provider: specify logGroup or logRetention, not both");
  }

  @Test
  @DisplayName("has the declared reserved concurrency, tracing, and key that encrypts the logs")
  void compliance() {
    declare(
        provider
            .reservedConcurrentExecutions(2)
            .tracing(Tracing.ACTIVE)
            .logEncryption(new Key(stack, "Key")));

    assertThat(function())
        .containsEntry("ReservedConcurrentExecutions", 2)
        .containsEntry("TracingConfig", Map.of("Mode", "Active"));
    assertThat(properties(stack, "AWS::Logs::LogGroup").get("KmsKeyId")).asString().contains("Key");
    assertThat(Stacks.template(stack)).contains("xray:PutTraceSegments");
  }

  @Test
  @DisplayName("rejects a concurrency with which the function would never run")
  void no_concurrency() {
    assertRejected(
        () -> provider.reservedConcurrentExecutions(0).build(),
        "Stack/Provider: reservedConcurrentExecutions is 0; it must be at least 1");
  }

  @Test
  @DisplayName("rejects public subnets, from which a function can't reach the internet")
  void public_subnets() {
    Vpc vpc = vpc(SubnetType.PUBLIC);
    assertRejected(
        () -> provider.vpc(vpc).build(),
        "Stack/Provider: vpc selects public subnets, in which a function can't reach the"
            + " internet; it must select private ones");
    assertRejected(
        () ->
            provider
                .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PUBLIC).build())
                .build(),
        "Stack/Provider: vpcSubnets selects public subnets, in which a function can't reach the"
            + " internet; it must select private ones");
  }

  @Test
  @DisplayName("gives a warning for isolated subnets, which can be acknowledged")
  void isolated_subnets() {
    RetentionProvider built = declare(provider.vpc(vpc(SubnetType.PRIVATE_ISOLATED)));

    assertThat(warnings(stack))
        .containsExactly(
            "/Stack/Provider: The function is in isolated subnets; unless it has another route,"
                + " it can't reach Amazon Chime [ack: chime-retention:isolatedSubnets]");
    Annotations.of(built).acknowledgeWarning("chime-retention:isolatedSubnets", "There is a proxy");
    assertThat(warnings(stack)).isEmpty();
  }

  private Vpc vpc(SubnetType type) {
    return Vpc.Builder.create(stack, "Vpc")
        .maxAzs(1)
        .restrictDefaultSecurityGroup(false)
        .subnetConfiguration(
            List.of(SubnetConfiguration.builder().name("All").subnetType(type).build()))
        .build();
  }

  @Test
  @DisplayName("passes grants on to its role")
  void grantable() {
    RetentionProvider built = declare(provider);
    new Bucket(stack, "Bucket").grantRead(built);

    assertThat(Template.fromStack(stack).toJSON().toString()).contains("s3:GetObject*");
    assertThat(built.getGrantPrincipal()).isSameAs(built.getRole().getGrantPrincipal());
    assertThat(built.getFunction().getRole()).isSameAs(built.getRole());
  }

  @Test
  @DisplayName("can allow another principal to invoke the function")
  void grant_invoke() {
    declare(provider)
        .grantInvoke(Role.fromRoleArn(stack, "Caller", "arn:aws:iam::111122223333:role/caller"));

    assertThat(Stacks.template(stack)).contains("lambda:InvokeFunction");
  }

  @Test
  @DisplayName("has the function's metrics")
  void metrics() {
    RetentionProvider built = declare(provider);
    MetricOptions hourly = MetricOptions.builder().period(Duration.hours(1)).build();

    assertThat(
            List.of(
                built.metricErrors(hourly),
                built.metricThrottles(hourly),
                built.metricDuration(hourly),
                built.metric("Invocations", hourly)))
        .extracting(Metric::getMetricName)
        .containsExactly("Errors", "Throttles", "Duration", "Invocations");
    assertThat(List.of(built.metricErrors(), built.metricThrottles(), built.metricDuration()))
        .allSatisfy(metric -> assertThat(metric.getDimensions()).containsOnlyKeys("FunctionName"));
  }

  private RetentionProvider declare(RetentionProvider.Builder builder) {
    RetentionProvider built = builder.build();
    settings(stack, "Retention").provider(built).build();
    return built;
  }

  private Map<String, Object> function() {
    return properties(stack, "AWS::Lambda::Function");
  }
}
