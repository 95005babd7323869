package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.assertRejected;
import static io.github.chimeretention.cdk.RetentionType.ACCOUNT;
import static io.github.chimeretention.cdk.RetentionType.APP_INSTANCE;
import static io.github.chimeretention.cdk.Stacks.list;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.resources;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.CustomizeRolesOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.LazyRole;
import software.amazon.awscdk.services.iam.LazyRoleProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

@DisplayName("The role of a function")
class FunctionRoleTest {
  private static final String INLINE = "AWS::IAM::Policy";
  private static final String MANAGED = "AWS::IAM::ManagedPolicy";
  private static final String ARN = "arn:aws:iam::111122223333:role/chime";

  private final Stack stack = Stacks.stack();
  private final App app = (App) stack.getNode().getRoot();

  @Test
  @DisplayName("may belong to another stack, which then doesn't depend on the function's stack")
  void role_of_another_stack() {
    Stack security = new Stack(app, "Security");
    declare(stack, role(security, "Own"), role(security, "Drift"));

    assertThatCode(app::synth).doesNotThrowAnyException();
    assertThat(security.getDependencies()).isEmpty();
    assertThat(resources(security, INLINE)).isEmpty();
    assertThat(resources(stack, INLINE)).hasSize(2);
    assertThat(resources(stack, MANAGED)).hasSize(2);
  }

  @Test
  @DisplayName("may belong to the parent of a nested stack")
  void role_of_the_parent() {
    Stack nested = new NestedStack(stack, "Nested");
    declare(nested, role(stack, "Own"), role(stack, "Drift"));

    assertThatCode(app::synth).doesNotThrowAnyException();
    assertThat(resources(stack, INLINE)).isEmpty();
    assertThat(resources(nested, INLINE)).hasSize(2);
  }

  @Test
  @DisplayName("has its log permission before the function is created")
  void before_the_function() {
    declare(stack, role(stack, "Own"));

    assertThat(list(resource(stack, "AWS::Lambda::Function").get("DependsOn")))
        .containsAll(resources(stack, INLINE).keySet());
  }

  @Test
  @DisplayName("gets a policy with a unique name from each stack and region that uses it")
  void one_role_in_several_stacks() {
    App shared = new App();
    List<Stack> stacks =
        List.of(
            stackOf(shared, "One", "One", "us-east-1"),
            stackOf(shared, "Two", "Two", "us-east-1"),
            stackOf(shared, "OneInFrankfurt", "One", "eu-central-1"));
    stacks.forEach(
        each -> {
          IRole role = Role.fromRoleArn(each, "Own", ARN);
          declare(each, role, role);
        });

    assertThat(
            stacks.stream()
                .flatMap(each -> Stacks.allProperties(each, INLINE).stream())
                .map(properties -> properties.get("Roles") + " " + properties.get("PolicyName")))
        .hasSize(6)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith("[chime] "));
  }

  @Test
  @DisplayName("must be in the stack's AWS account")
  void role_of_another_account() {
    Stack here = stackOf(new App(), "Here", "Here", "us-east-1");
    IRole foreign = Role.fromRoleArn(here, "Own", "arn:aws:iam::444455556666:role/chime");

    assertRejected(
        () -> RetentionProvider.Builder.create(here, "Provider").role(foreign).build(),
        "Here/Provider: role is in the AWS account 444455556666; it must be in the stack's,"
            + " 111122223333");
  }

  @Test
  @DisplayName("may be created only when it is first used")
  void lazy_role() {
    declare(
        stack,
        new LazyRole(
            stack,
            "Own",
            LazyRoleProps.builder()
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build()));

    assertThat(resources(stack, INLINE)).hasSize(1);
    assertThat(resources(stack, MANAGED)).hasSize(2);
  }

  @Test
  @DisplayName("may belong to this stack although its policies must not be changed")
  void without_policy_updates() {
    declare(stack, role(stack, "Own").withoutPolicyUpdates());

    assertThat(resources(stack, INLINE)).isEmpty();
    assertThat(resources(stack, MANAGED)).isEmpty();
  }

  @Test
  @DisplayName(
      "may be omitted from the template by Role.customizeRoles, whose report has all permissions")
  void customized(@TempDir Path assembly) throws IOException {
    App customized = Stacks.app(assembly, Map.of());
    Stack chat = new Stack(customized, "Chat");
    Role.customizeRoles(
        chat,
        CustomizeRolesOptions.builder()
            .usePrecreatedRoles(
                Map.of(
                    "Chat/Provider/Role", "chime",
                    "Chat/Drift/Role", "drift",
                    "Chat/Drift/SchedulerRole", "scheduler"))
            .build());
    IVpc vpc = Vpc.Builder.create(chat, "Vpc").restrictDefaultSecurityGroup(false).build();
    RetentionProvider inVpc = RetentionProvider.Builder.create(chat, "Provider").vpc(vpc).build();
    ACCOUNT.settings(chat, "Account").provider(inVpc).build();
    APP_INSTANCE.settings(chat, "AppInstance").provider(inVpc).build();
    new RetentionDriftMonitor(chat, "Drift");
    customized.synth();

    String report = Files.readString(assembly.resolve("iam-policy-report.txt"));
    String drift = report.substring(report.indexOf("(Chat/Drift/Role)"));
    String provider = report.replace(drift, "");
    assertThat(provider)
        .contains("AWSLambdaVPCAccessExecutionRole", "logs:PutLogEvents")
        .contains(ACCOUNT.actions)
        .contains(APP_INSTANCE.actions)
        .contains(APP_INSTANCE.identity(1));
    assertThat(drift)
        .contains(ACCOUNT.actions.get(0), APP_INSTANCE.actions.get(0))
        .doesNotContain(ACCOUNT.actions.get(1), APP_INSTANCE.actions.get(1));
    assertThat(resources(chat, "AWS::IAM::Role")).isEmpty();
    assertThat(resources(chat, MANAGED)).isEmpty();
  }

  private static Role role(Construct scope, String id) {
    return Role.Builder.create(scope, id)
        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
        .build();
  }

  private static Stack stackOf(App app, String id, String name, String region) {
    return Stack.Builder.create(app, id)
        .stackName(name)
        .env(Environment.builder().account(Stacks.AWS_ACCOUNT).region(region).build())
        .build();
  }

  /** Declares a resource of each type whose function has the role. */
  private static void declare(Stack stack, IRole role) {
    RetentionProvider provider =
        RetentionProvider.Builder.create(stack, "Provider").role(role).build();
    ACCOUNT.settings(stack, "Account").provider(provider).build();
    APP_INSTANCE.settings(stack, "AppInstance").provider(provider).build();
  }

  /** Declares an app instance, and a drift monitor whose function has the other role. */
  private static void declare(Stack stack, IRole role, IRole drift) {
    RetentionProvider provider =
        RetentionProvider.Builder.create(stack, "Provider").role(role).build();
    APP_INSTANCE.settings(stack, "AppInstance").provider(provider).build();
    RetentionDriftMonitor.Builder.create(stack, "Drift").role(drift).build();
  }
}
