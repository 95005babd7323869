package io.github.chimeretention.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page on pipelines, whose code is compiled and run. */
@DisplayName("The pipeline in the documentation")
class PipelinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Page PAGE = Page.of("infra/docs/pipelines.md");
  private static final Pattern PINNED_ACTION =
      Pattern.compile("uses: (actions/[a-z-]+)@[0-9a-f]{40} # (v[0-9]+)");
  private static final Pattern ACTION = Pattern.compile("uses: (actions/[a-z-]+@[^ ,}\\s]+)");

  @TempDir private static Path folder;

  private static Path assembly;
  private static JsonNode pipeline;

  @BeforeAll
  static void synthesize() throws Exception {
    assembly = synthesize("kept", block("java"));
    pipeline = JSON.readTree(assembly.resolve("RetentionPipeline.template.json").toFile());
  }

  @ParameterizedTest(name = "{0}: {1} in {2}")
  @CsvSource({
    "Test, 222222222222, us-east-1",
    "Test, 222222222222, eu-central-1",
    "Prod, 333333333333, us-east-1",
    "Prod, 333333333333, eu-central-1",
  })
  @DisplayName("publishes and deploys to each account and region with a role there")
  void deploys(String stage, String account, String region) throws IOException {
    String there = account + "-" + region;
    assertThat(actions(stage))
        .filteredOn(
            action ->
                action.path("RoleArn").toString().contains("cdk-hnb659fds-deploy-role-" + there))
        .allSatisfy(
            action -> assertThat(action.path("Region").asText("us-east-1")).isEqualTo(region))
        .extracting(action -> action.at("/Configuration/ActionMode").asText())
        .containsExactlyInAnyOrder("CHANGE_SET_REPLACE", "CHANGE_SET_EXECUTE");

    String code =
        resources(template(stage, account, region), "AWS::Lambda::Function", 2)
            .get(0)
            .at("/Code/S3Key")
            .asText()
            .replace(".jar", "");
    assertThat(resources(pipeline, "AWS::CodeBuild::Project", 4))
        .anySatisfy(
            project ->
                assertThat(project.at("/Source/BuildSpec").asText())
                    .contains("assembly-RetentionPipeline-" + stage, code + ":" + there));
  }

  @ParameterizedTest(name = "{0}: {1} in {2}")
  @CsvSource({
    "Test, 222222222222, us-east-1, 30",
    "Test, 222222222222, eu-central-1, 30",
    "Prod, 333333333333, us-east-1, 365",
    "Prod, 333333333333, eu-central-1, 365",
  })
  @DisplayName("declares the settings there, with a daily check whose alarms are sent to a topic")
  void declares(String stage, String account, String region, int days) throws IOException {
    JsonNode template = template(stage, account, region);

    JsonNode settings = resources(template, "Custom::ChimeAppInstanceRetentionSettings", 1).get(0);
    assertThat(settings.path("AppInstanceArn").asText())
        .startsWith("arn:aws:chime:%s:%s:app-instance/".formatted(region, account));
    assertThat(settings.path("ChannelRetentionDays").asInt()).isEqualTo(days);
    assertThat(
            resources(template, "AWS::Scheduler::Schedule", 1)
                .get(0)
                .at("/ScheduleExpression")
                .asText())
        .isEqualTo("rate(1 day)");
    assertThat(resources(template, "AWS::CloudWatch::Alarm", 2))
        .allSatisfy(
            alarm -> assertThat(alarm.at("/AlarmActions/0/Ref").asText()).startsWith("Alarms"));
    resources(template, "AWS::SNS::Subscription", 1);
  }

  @Test
  @DisplayName("plans production and waits for an approval before it deploys there")
  void approval() {
    List<JsonNode> production = actions("Prod");
    assertThat(production)
        .filteredOn(action -> action.path("RunOrder").asInt() <= 2)
        .extracting(
            action -> action.path("RunOrder").asInt(),
            action -> action.at("/ActionTypeId/Category").asText())
        .containsExactlyInAnyOrder(tuple(1, "Build"), tuple(2, "Approval"));
  }

  @Test
  @DisplayName("plans production's stacks with a role that can only assume the lookup roles there")
  void plan() throws IOException {
    List<JsonNode> projects =
        resources(pipeline, "AWS::CodeBuild::Project", 4).stream()
            .filter(it -> it.at("/Source/BuildSpec").asText().contains("chime-retention-plan.jar"))
            .toList();
    assertThat(projects)
        .singleElement()
        .extracting(it -> it.at("/Source/BuildSpec").asText())
        .asString()
        .contains("java -jar chime-retention-plan.jar 'RetentionPipeline/Prod/*' --app .");
    String role = projects.get(0).at("/ServiceRole/Fn::GetAtt/0").asText();
    assertThat(
            stream(pipeline.path("Resources"))
                .filter(it -> it.at("/Properties/Roles/0/Ref").asText().equals(role))
                .flatMap(it -> stream(it.at("/Properties/PolicyDocument/Statement")))
                .filter(it -> it.toString().matches(".*\"(sts|chime|cloudformation):.*"))
                .map(it -> it.path("Action").asText() + " " + it.path("Resource").asText()))
        .containsExactly("sts:AssumeRole arn:aws:iam::333333333333:role/cdk-*-lookup-role-*");

    assertThat(stacks(assembly, "Prod"))
        .extracting(stack -> stack.path("displayName").asText())
        .isNotEmpty()
        .allMatch(path -> path.startsWith("RetentionPipeline/Prod/"));
  }

  @Test
  @DisplayName("builds with the declared versions of Java and Node.js")
  void runtimes() {
    assertThat(resources(pipeline, "AWS::CodeBuild::Project", 4))
        .allSatisfy(
            project ->
                assertThat(
                        JSON.readTree(project.at("/Source/BuildSpec").asText())
                            .at("/phases/install/runtime-versions"))
                    .isEqualTo(JSON.readTree("{\"java\": \"corretto21\", \"nodejs\": \"22\"}")));
  }

  @Test
  @DisplayName("stops if a stage violates the policy")
  void violation() throws Exception {
    String code = block("java");
    assertThat(code).containsOnlyOnce("Duration.days(365)");

    Path broken = synthesize("broken", code.replace("Duration.days(365)", "Duration.days(3)"));
    assertThat(stacks(broken, "Prod"))
        .hasSize(2)
        .allSatisfy(
            stack -> {
              assertThat(stack.at("/properties/validateOnSynth").asBoolean()).isTrue();
              assertThat(errors(broken, "Prod", stack))
                  .containsExactly(
                      "channelRetention is 3 days; it must be at least 30 days, as RetentionGuardrail"
                          + " requires");
            });
    assertThat(stacks(broken, "Test"))
        .allSatisfy(stack -> assertThat(errors(broken, "Test", stack)).isEmpty());
  }

  @Test
  @DisplayName(
      "in GitHub Actions has only the permissions that it needs, and this build's versions")
  void actions_workflow() throws IOException {
    String text = block("yaml");
    JsonNode workflow = new ObjectMapper(new YAMLFactory()).readTree(text);

    assertThat(workflow.path("permissions"))
        .isEqualTo(JSON.readTree("{\"contents\": \"read\", \"id-token\": \"write\"}"));
    for (JsonNode job : workflow.path("jobs")) {
      assertThat(stream(job.path("steps")).filter(step -> step.has("run"))).isNotEmpty();
      assertThat(job.findValues("role-to-assume")).hasSize(1);
    }
    assertThat(found(ACTION, text)).isNotEmpty().isSubsetOf(pinnedActions());
  }

  private static Path synthesize(String name, String code) throws Exception {
    Path there = Files.createDirectory(folder.resolve(name));
    return new ExampleApp("RetentionPipeline", code).synthesize(there);
  }

  /** The page's only block in the language. */
  private static String block(String language) {
    List<String> blocks = PAGE.blocks(language);
    assertThat(blocks).hasSize(1);
    return blocks.get(0);
  }

  /** The actions of this project's CI, which pins them by digest, as name@major version. */
  private static Set<String> pinnedActions() throws IOException {
    Set<String> actions = new HashSet<>();
    for (String file : List.of("workflows/ci.yml", "actions/build-tools/action.yml")) {
      PINNED_ACTION
          .matcher(Files.readString(Path.of("..", ".github", file)))
          .results()
          .forEach(action -> actions.add(action.group(1) + "@" + action.group(2)));
    }
    return actions;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toSet());
  }

  private static List<JsonNode> actions(String stage) {
    return stream(resources(pipeline, "AWS::CodePipeline::Pipeline", 1).get(0).path("Stages"))
        .filter(each -> each.path("Name").asText().equals(stage))
        .flatMap(each -> stream(each.path("Actions")))
        .toList();
  }

  /** The properties of the resources of a type, of which there must be the given number. */
  private static List<JsonNode> resources(JsonNode template, String type, int count) {
    List<JsonNode> found =
        stream(template.path("Resources"))
            .filter(resource -> resource.path("Type").asText().equals(type))
            .map(resource -> resource.path("Properties"))
            .toList();
    assertThat(found).hasSize(count);
    return found;
  }

  private static JsonNode template(String stage, String account, String region) throws IOException {
    String environment = "aws://" + account + "/" + region;
    List<JsonNode> there =
        stacks(assembly, stage).stream()
            .filter(stack -> stack.path("environment").asText().equals(environment))
            .toList();
    assertThat(there).hasSize(1);
    return JSON.readTree(
        nested(assembly, stage)
            .resolve(there.get(0).at("/properties/templateFile").asText())
            .toFile());
  }

  private static Path nested(Path assembly, String stage) {
    return assembly.resolve("assembly-RetentionPipeline-" + stage);
  }

  private static List<JsonNode> stacks(Path assembly, String stage) throws IOException {
    return stream(
            JSON.readTree(nested(assembly, stage).resolve("manifest.json").toFile())
                .path("artifacts"))
        .filter(artifact -> artifact.path("type").asText().equals("aws:cloudformation:stack"))
        .toList();
  }

  private static List<String> errors(Path assembly, String stage, JsonNode stack)
      throws IOException {
    Path metadata = nested(assembly, stage).resolve(stack.path("additionalMetadataFile").asText());
    return stream(JSON.readTree(metadata.toFile()))
        .flatMap(PipelinesTest::stream)
        .filter(entry -> entry.path("type").asText().equals("aws:cdk:error"))
        .map(entry -> entry.path("data").asText())
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }
}
