package io.github.chimeretention.plan;

import static io.github.chimeretention.plan.Templates.ARN;
import static io.github.chimeretention.plan.Templates.appInstance;
import static io.github.chimeretention.plan.Templates.json;
import static io.github.chimeretention.plan.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The command line")
class CommandLineTest extends PlanTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --fail                    | --fail is not an option of plan; see --help
          adopt --app x             | --app is not an option of adopt; see --help
          plan --app                | --app has no value; see --help
          --fail-on changes         | --fail-on is "changes"; it must be change or hiding
          adopt --format json       | --format is "json"; it must be context or java
          plan --parameters Days    | --parameters is "Days"; it must be [STACK:]NAME=VALUE
          adopt now                 | "now" is not an option of adopt; see --help
          --app cdk.uot             | cdk.uot has no manifest.json; run cdk synth, or pass its output folder with --app
          """)
  @DisplayName("reports a mistake in one line with exit code 1, without any call")
  void mistakes(String arguments, String message) {
    Run run = run(arguments.split(" ", -1));
    assertThat(run.err()).isEqualTo(message + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isOne();
    assertThat(aws.operations()).isEmpty();
  }

  @Test
  @DisplayName("explains itself")
  void help() {
    Run run = run("adopt", "--help");
    assertThat(run.out()).contains("--fail-on change|hiding", "adopt", "--region REGION");
    assertThat(run.exitCode()).isZero();
  }

  /** The app instance has 30 days. */
  @ParameterizedTest(name = "{0} of 30 declared as {1}: {2}")
  @CsvSource({
    "change, 30, 0",
    "change, 90, 2",
    "change, 7, 2",
    "hiding, 30, 0",
    "hiding, 90, 0",
    "hiding, 7, 2"
  })
  @DisplayName("fails on changes, or only on those that hide messages")
  void fail_on(String failOn, String days, int exitCode) throws Exception {
    aws.set(ARN, channels(30));
    aws.deploy("App", template(Map.of("S", appInstance(ARN, "30"))), Map.of("S", ARN));
    Map<String, String> templates = Map.of("App", template(Map.of("S", appInstance(ARN, days))));
    assertThat(plan(templates, "--fail-on", failOn).exitCode()).isEqualTo(exitCode);
    assertThat(plan(templates).exitCode()).isZero();
  }

  @Test
  @DisplayName("selects stacks by name or pattern")
  void stacks() throws Exception {
    Map<String, String> templates = new TreeMap<>();
    templates.put("Prod-A", template(Map.of("S", appInstance(ARN, "30"))));
    templates.put("Prod-B", template(Map.of("S", appInstance(ARN + "2", "30"))));
    templates.put("Test", template(Map.of("S", appInstance(ARN + "3", "30"))));
    assertThat(plan(templates, "Test").outcomes()).hasSize(1);
    assertThat(plan(templates, "Prod-*").outcomes()).hasSize(2);
    assertThat(plan(templates, "Tset").err())
        .isEqualTo(
            folder.resolve("cdk.out") + " has no stack Tset; it has [Prod-A, Prod-B, Test]\n");
  }

  @Test
  @DisplayName("reads the stages' stacks, and paths from a separate file")
  void stages() throws Exception {
    Path assembly = Files.createDirectories(folder.resolve("cdk.out"));
    Path stage = Files.createDirectories(assembly.resolve("assembly-Prod"));
    Files.writeString(
        assembly.resolve("manifest.json"),
        json(
            "{'artifacts': {'assembly-Prod': {'type': 'cdk:cloud-assembly', 'properties': {'directoryName': 'assembly-Prod'}}}}"));
    Files.writeString(
        stage.resolve("manifest.json"),
        json(
            """
            {'artifacts': {'ProdApp1': {'type': 'aws:cloudformation:stack', 'displayName': 'Prod/App (Prod-App)',
              'environment': 'aws://111122223333/us-east-1', 'additionalMetadataFile': 'paths.json',
              'properties': {'templateFile': 't.json', 'stackName': 'Prod-App'}}}}"""));
    Files.writeString(
        stage.resolve("paths.json"),
        json("{'/Prod/App/Shop/Resource': [{'type': 'aws:cdk:logicalId', 'data': 'S'}]}"));
    Files.writeString(stage.resolve("t.json"), template(Map.of("S", appInstance(ARN, "30"))));
    aws.set(ARN, channels(30));
    for (String name : new String[] {"Prod/App", "Prod-App", "Prod/*"}) {
      Run run = run("--app", assembly.toString(), "--format", "json", name);
      assertThat(run.json().path("Resources").get(0).path("Path").asText())
          .as(run.err())
          .isEqualTo("Prod/App/Shop");
    }
  }
}
