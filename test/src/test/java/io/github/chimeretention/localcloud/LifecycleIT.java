package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.localcloud.CloudAssembly.Deployment;
import io.github.chimeretention.localcloud.chime.ServiceWatch.RecordedRequest;
import io.github.chimeretention.localcloud.lambda.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

@DisplayName("Deploying retention settings")
class LifecycleIT extends CliTest {
  private static final Pattern DEPLOY_ALL =
      Pattern.compile("(?m)^npx aws-cdk@\\S+ (deploy --all --concurrency .*)$");

  @Test
  @DisplayName("sets the days with one function, and returns the attributes that were read back")
  void create() throws Exception {
    int a = newIdentity();
    Run run = cdkDeploy(outputs(a));
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(days(a)).containsExactly(365, 365);
    assertThat(run.output())
        .containsPattern("CREATE_COMPLETE +\\| Custom::ChimeRetentionSettings")
        .containsPattern("CREATE_COMPLETE +\\| Custom::ChimeAppInstanceRetentionSettings")
        .containsOnlyOnce("CREATE_COMPLETE         | AWS::Lambda::Function ")
        .contains("Retention.ACCOUNTDays = 365", "Retention.APPINSTANCEDays = 365")
        .containsPattern("Retention.ACCOUNTDeletedFrom = \\d{4}-\\d\\d-\\d\\dT");
  }

  @Test
  @DisplayName("with fewer days updates each resource once, and nothing else")
  void shorten() throws Exception {
    int a = newIdentity();
    deploy(settings(a, 365));
    Deployment run = deploy(settings(a, 90));
    assertThat(run.successful()).as(run.events()).isTrue();
    assertThat(run.events()).contains("UPDATE_COMPLETE").doesNotContain("AWS::Lambda::Function");
    assertThat(days(a)).containsExactly(90, 90);
    for (RetentionType type : RetentionType.values()) {
      assertThat(events(type, a)).containsExactly("Create", "Update");
      assertThat(accepted(type, a)).containsOnly(1);
    }
  }

  @Test
  @DisplayName("for another identity sets its days first, then turns off those of the old one")
  void otherIdentity() throws Exception {
    int a = newIdentity();
    int b = newIdentity();
    deploy(settings(a, 365));
    assertThat(deploy(settings(b, 365)).successful()).isTrue();
    assertThat(days(b)).containsExactly(365, 365);
    assertThat(days(a)).isEmpty();
    for (RetentionType type : RetentionType.values()) {
      assertThat(putOrder(type, a, b)).containsExactly("a", "b", "a");
      assertThat(events(type, a)).last().isEqualTo("Delete");
    }
  }

  @Test
  @DisplayName("without a formerly declared identity turns its days off, and keeps the other's")
  void removed() throws Exception {
    int a = newIdentity();
    int b = newIdentity();
    Consumer<Stack> kept = settings(a, 365);
    deploy(kept.andThen(settings("Other", b, 30, RemovalPolicy.DESTROY)));
    assertThat(days(b)).containsExactly(30, 30);
    deploy(kept);
    assertThat(days(b)).isEmpty();
    assertThat(days(a)).containsExactly(365, 365);
    for (RetentionType type : RetentionType.values()) {
      assertThat(events(type, a)).containsExactly("Create");
    }
  }

  @Test
  @DisplayName("and destroying them turns the days off, with every setting in each put")
  void destroyed() throws Exception {
    int a = newIdentity();
    deploy(settings(a, 365));
    deleteStacks();
    assertThat(days(a)).isEmpty();
    for (RetentionType type : RetentionType.values()) {
      List<String> puts = puts(type, a);
      assertThat(puts).hasSize(2);
      assertThat(json(puts.get(0))).isEqualTo(json(type.settings("'RetentionDays':365")));
      assertThat(json(puts.get(1))).isEqualTo(json(type.settings("")));
    }
  }

  @Test
  @DisplayName("with the removal policy RETAIN is a change, and destroying them leaves the days")
  void retained() throws Exception {
    int a = newIdentity();
    deploy(settings(a, 365));
    Path retained = synthStack(settings("", a, 365, RemovalPolicy.RETAIN));
    assertThat(deploy(retained).events()).isNotEmpty();
    Run run = cdk("destroy", "--force", "--app", retained.toString());
    assertThat(run.output()).contains("DELETE_SKIPPED", "Retention: destroyed");
    assertThat(days(a)).containsExactly(365, 365);
  }

  @Test
  @DisplayName("of 450 identities in one stack takes one deployment")
  void many() throws Exception {
    cloud().lambda().deliver(Delivery.STANDARD);
    List<Integer> accounts = Stream.generate(CliTest::newIdentity).limit(250).toList();
    List<Integer> appInstances = Stream.generate(CliTest::newIdentity).limit(200).toList();
    Deployment run =
        deploy(
            stack -> {
              declareAll(stack, RetentionType.ACCOUNT, accounts);
              declareAll(stack, RetentionType.APP_INSTANCE, appInstances);
            });
    assertThat(run.successful()).as(run.events()).isTrue();
    assertThat(accounts).allSatisfy(a -> assertThat(days(a)).containsExactly(30));
    assertThat(appInstances).allSatisfy(a -> assertThat(days(a)).containsExactly(30));
  }

  @Test
  @DisplayName("in two AWS accounts, with the documented command, uses a role of each account")
  void twoAwsAccounts() throws Exception {
    int a = newIdentity();
    int b = newIdentity();
    Path assembly =
        synth(
            app -> {
              settings(a, 365).accept(new Stack(app, "First", in("111122223333", "us-east-1")));
              RetentionType.ACCOUNT.declare(
                  new Stack(app, "Second", in("444455556666", "eu-central-1")),
                  "Account",
                  RetentionType.ACCOUNT.identity(b),
                  90,
                  RemovalPolicy.DESTROY);
            });
    Run run = cdk((deployAll() + " --app " + assembly).split(" "));
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("arn:aws:cloudformation:us-east-1:111122223333:stack/First/")
        .contains("arn:aws:cloudformation:eu-central-1:444455556666:stack/Second/");
    assertThat(days(a)).containsExactly(365, 365);
    assertThat(days(b)).containsExactly(90);
    cdk("destroy", "**", "--force", "--app", assembly.toString());
    assertThat(cloud().cloudFormation().stackNames()).isEmpty();
    assertThat(days(b)).isEmpty();
  }

  /** The documented command that deploys many accounts, without {@code npx aws-cdk}. */
  private static String deployAll() throws IOException {
    Matcher command =
        DEPLOY_ALL.matcher(Files.readString(PROJECT.resolve("infra/docs/many-accounts.md")));
    assertThat(command.find()).isTrue();
    return command.group(1);
  }

  private static Consumer<Stack> outputs(int identity) {
    return stack -> {
      for (RetentionType type : RetentionType.values()) {
        RetentionType.Attributes attributes =
            type.declare(stack, type.name(), type.identity(identity), 365, RemovalPolicy.DESTROY);
        String name = type.name().replace("_", "");
        CfnOutput.Builder.create(stack, name + "Days").value(attributes.days()).build();
        CfnOutput.Builder.create(stack, name + "DeletedFrom")
            .value(attributes.deletedFrom())
            .build();
      }
    };
  }

  private static void declareAll(Stack stack, RetentionType type, List<Integer> identities) {
    for (int identity : identities) {
      type.declare(stack, "R" + identity, type.identity(identity), 30, RemovalPolicy.RETAIN);
    }
  }

  private static StackProps in(String account, String region) {
    return StackProps.builder()
        .env(Environment.builder().account(account).region(region).build())
        .build();
  }

  /** Returns the order in which the two identities were put. */
  private List<String> putOrder(RetentionType type, int a, int b) {
    return endpoint(type).requests().stream()
        .filter(request -> request.operation().equals(endpoint(type).put()))
        .filter(r -> r.isFor(type.identity(a)) || r.isFor(type.identity(b)))
        .map((RecordedRequest r) -> r.isFor(type.identity(a)) ? "a" : "b")
        .toList();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
