package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.chime.Fault;
import io.github.chimeretention.localcloud.chime.Retention;
import io.github.chimeretention.localcloud.chime.ServiceError;
import io.github.chimeretention.localcloud.chime.ServiceWatch.RecordedRequest;
import io.github.chimeretention.localcloud.iam.Iam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;

/** Runs the packaged jar with only the permissions in infra/docs/plan.md. */
@DisplayName("The plan of a deployment")
class PlanIT extends CliTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::" + Caller.DEFAULT_ACCOUNT + ":role/planner";
  private static final Fault REJECTED = new Fault.Refuse(ServiceError.BAD_REQUEST, "No");
  private static final Pattern POLICY =
      Pattern.compile("```json\n(\\{\n  \"Version\": \"2012-10-17\",.*?)```", Pattern.DOTALL);

  @BeforeAll
  void createRole() throws IOException {
    Matcher policy = POLICY.matcher(Files.readString(PROJECT.resolve("infra/docs/plan.md")));
    assertThat(policy.find()).isTrue();
    String role =
        "{\"Policies\": [{\"PolicyName\": \"plan\", \"PolicyDocument\": " + policy.group(1) + "}]}";
    cloud().iam().put("AWS::IAM::Role", Caller.DEFAULT_ACCOUNT, "planner", Json.parse(role));
  }

  @Test
  @DisplayName("has the sentences that the function then logs; afterwards there is no change")
  void sentences() throws Exception {
    int shortened = newIdentity();
    int lengthened = newIdentity();
    int removed = newIdentity();
    int created = newIdentity();
    Consumer<Stack> first = declare("A", shortened, 365).andThen(declare("B", lengthened, 30));
    assertHides(first.andThen(declare("C", removed, 45)), 6);
    Path second =
        assertHides(
            declare("A", shortened, 90)
                .andThen(declare("B", lengthened, 60))
                .andThen(declare("D", created, 7)),
            4);

    JsonNode after = plan(second);
    assertThat(statuses(after)).containsOnlyKeys("NO_CHANGE").containsEntry("NO_CHANGE", 6);
    assertThat(days(removed)).isEmpty();

    RetentionType type = RetentionType.ACCOUNT;
    endpoint(type).retentions().put(type.identity(shortened), type.of(3));
    assertThat(statuses(plan(second))).containsEntry("DRIFTED", 1).containsEntry("NO_CHANGE", 5);
  }

  @Test
  @DisplayName("reports that a create over other settings fails, with the reason of the failure")
  void conflict() throws Exception {
    int a = newIdentity();
    RetentionType type = RetentionType.APP_INSTANCE;
    endpoint(type).retentions().put(type.identity(a), type.of(365));
    Path assembly =
        synthStack(stack -> type.declare(stack, "A", type.identity(a), 8, RemovalPolicy.DESTROY));
    JsonNode plan = plan(assembly);
    assertThat(statuses(plan)).containsOnlyKeys("FAILURE");
    String reason = resources(plan).get(0).path("message").asText();
    assertThat(deploy(assembly).events()).contains(reason);
    endpoint(type).retentions().put(type.identity(a), Map.of());
  }

  @Test
  @DisplayName("shows what a failed deployment removed, and that the next one turns it off")
  void failed() throws Exception {
    int unchanged = newIdentity();
    int removed = newIdentity();
    Consumer<Stack> kept = declare("A", unchanged, 366);
    assertThat(deploy(kept.andThen(declare("B", removed, 46))).successful()).isTrue();
    assertThat(cdkDeploy(synthStack(failing(kept)), "--no-rollback").exitCode()).isOne();

    Path assembly = synthStack(kept);
    assertThat(resources(plan(assembly)))
        .extracting(it -> it.path("message").asText().replaceFirst(" that has failed.*", ""))
        .containsOnly("No change", "Removed by a deployment");
    Run deployed = cdkDeploy(assembly, "--no-rollback");
    assertThat(deployed.exitCode()).as(deployed.output()).isZero();
    assertThat(days(removed)).isEmpty();
    assertThat(days(unchanged)).containsOnly(366);
  }

  @Test
  @DisplayName(
      "whose stack the CDK CLI deletes first, because its rollback failed, has its sentences")
  void replaced() throws Exception {
    int a = newIdentity();
    Path first = synthStack(failing(declare("A", a, 367)));
    assertThat(cdkDeploy(first, "--no-rollback").exitCode()).isOne();
    for (RetentionType type : RetentionType.values()) {
      endpoint(type).faults().always(endpoint(type).put(), REJECTED);
    }
    assertThat(cdk("rollback", "--app", first.toString()).output()).contains("ROLLBACK_FAILED");
    for (RetentionType type : RetentionType.values()) {
      endpoint(type).faults().clear();
    }
    assertThat(days(a)).containsOnly(367);

    Path second = synthStack(declare("A", a, 91));
    Set<String> planned = assertPlanned(second, 2);
    assertThat(planned).allMatch(sentence -> sentence.startsWith("Setting "));
    Set<String> earlier = sentencesInLogs();
    Run deployed = cdkDeploy(second);
    assertThat(deployed.exitCode()).as(deployed.output()).isZero();
    assertLogged(earlier, planned);
    assertThat(days(a)).containsOnly(91);
  }

  @ParameterizedTest(name = "with metadata in templates: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("has the settings in nested stacks, to which the CDK passes parameters")
  void nested(boolean metadata) throws Exception {
    String identity = RetentionType.ACCOUNT.identity(newIdentity());
    Path assembly =
        synth(
            app -> {
              for (String kind : List.of("asset", "path")) {
                app.getNode().setContext("aws:cdk:enable-" + kind + "-metadata", metadata);
              }
              Stack stack = new Stack(app, STACK);
              String account =
                  CfnParameter.Builder.create(stack, "Account")
                      .defaultValue(identity)
                      .build()
                      .getValueAsString();
              NestedStack inner = new NestedStack(new NestedStack(stack, "Outer"), "Inner");
              RetentionType.ACCOUNT.declare(inner, "A", account, 30, RemovalPolicy.DESTROY);
            });
    assertThat(resources(plan(assembly)))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path("Stack").asText()).isEqualTo(STACK + "/Outer/Inner");
              assertThat(it.path("Path").asText()).isEqualTo(STACK + "/Outer/Inner/A");
              assertThat(it.path("Identity").asText()).isEqualTo(identity);
              assertThat(it.path("Status").asText()).isEqualTo("CHANGE");
            });
  }

  @Test
  @DisplayName("has a counterpart, adopt, whose declarations change nothing when they are deployed")
  void adopt() throws Exception {
    int a = newIdentity();
    for (RetentionType type : RetentionType.values()) {
      endpoint(type).retentions().put(type.identity(a), type.of(365));
    }
    Map<String, Retention> before = cloud().retentions().all();
    Run adopt = adoptions();
    String context = JSON.readTree(adopt.output()).path("chime-retention").toString();
    assertThat(context)
        .contains(RetentionType.ACCOUNT.identity(a), RetentionType.APP_INSTANCE.identity(a));

    List<String> deploy = new ArrayList<>(List.of("deploy", "--require-approval", "never"));
    deploy.addAll(List.of("--build", "", "-c", "chime-retention=" + context));
    deploy.addAll(List.of("--output", folder().resolve("cdk.out.adopt").toString()));
    Run deployed = run(CDK.run(PROJECT, cloud().clientEnvironment(), deploy));
    assertThat(deployed.exitCode()).as(deployed.output()).isZero();

    assertThat(cloud().retentions().all()).isEqualTo(before);
    for (RetentionType type : RetentionType.values()) {
      assertThat(JSON.readTree(puts(type, a).get(0)))
          .isEqualTo(JSON.readTree(type.settings("'RetentionDays':365").replace('\'', '"')));
    }
    assertThat(JSON.readTree(adoptions().output()).path("chime-retention")).isEmpty();
  }

  /** Plans and deploys; asserts that the function logs the plan's sentences, and no others. */
  private Path assertHides(Consumer<Stack> declare, int sentences) throws IOException {
    Path assembly = synthStack(declare);
    Set<String> planned = assertPlanned(assembly, sentences);
    Set<String> earlier = sentencesInLogs();
    var deployment = deploy(assembly);
    assertThat(deployment.successful()).as(deployment.events()).isTrue();
    assertLogged(earlier, planned);
    return assembly;
  }

  /** Returns the sentences of a plan, for which only operations that read are called. */
  private Set<String> assertPlanned(Path assembly, int sentences) throws IOException {
    Set<String> planned = new TreeSet<>();
    int reads = endpoint(RetentionType.ACCOUNT).requests().size();
    for (JsonNode resource : resources(plan(assembly))) {
      planned.add(resource.path("HiddenMessages").asText());
    }
    planned.remove("");
    assertThat(planned).hasSize(sentences);
    List<RecordedRequest> requests = endpoint(RetentionType.ACCOUNT).requests();
    assertThat(requests.subList(reads, requests.size()))
        .extracting(RecordedRequest::operation)
        .isNotEmpty()
        .allMatch(operation -> operation.startsWith("Get"));
    return planned;
  }

  private void assertLogged(Set<String> earlier, Set<String> planned) throws IOException {
    Set<String> logged = sentencesInLogs();
    logged.removeAll(earlier);
    assertThat(logged).isEqualTo(planned);
  }

  private Set<String> sentencesInLogs() throws IOException {
    Set<String> sentences = new TreeSet<>();
    try (Stream<Path> files = Files.walk(cloud().logs())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("{\"timestamp\"") && line.contains(" hides messages from before ")) {
            sentences.add(JSON.readTree(line).path("message").asText());
          }
        }
      }
    }
    return sentences;
  }

  private static Consumer<Stack> declare(String id, int identity, int days) {
    return settings(id, identity, days, RemovalPolicy.DESTROY);
  }

  private JsonNode plan(Path assembly) throws IOException {
    Run run = runAsPlanner("plan", "--app", assembly.toString(), "--format", "json");
    assertThat(run.exitCode()).as(run.output()).isZero();
    return JSON.readTree(run.output());
  }

  /** Runs {@code adopt} without its notes. */
  private Run adoptions() throws IOException {
    Path output = Files.createTempFile(folder(), "adopt", ".json");
    ProcessBuilder adopt =
        CDK.plan(plannersEnvironment(), List.of("adopt", "--region", "eu-central-1"));
    int exitCode = CdkCli.wait(adopt.redirectOutput(output.toFile()));
    assertThat(exitCode).isZero();
    return new Run(exitCode, Files.readString(output));
  }

  private Run runAsPlanner(String... arguments) throws IOException {
    return run(CDK.plan(plannersEnvironment(), List.of(arguments)));
  }

  private Map<String, String> plannersEnvironment() {
    Map<String, String> environment = new TreeMap<>(cloud().clientEnvironment());
    environment.put("AWS_SESSION_TOKEN", Caller.sessionToken(Iam.session(ROLE, "plan")));
    return environment;
  }

  private static List<JsonNode> resources(JsonNode plan) {
    List<JsonNode> resources = new ArrayList<>();
    plan.path("Resources").forEach(resources::add);
    return resources;
  }

  private static Map<String, Integer> statuses(JsonNode plan) {
    Map<String, Integer> statuses = new TreeMap<>();
    resources(plan).forEach(it -> statuses.merge(it.path("Status").asText(), 1, Integer::sum));
    return statuses;
  }
}
