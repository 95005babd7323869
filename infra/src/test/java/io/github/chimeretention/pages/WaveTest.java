package io.github.chimeretention.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The pipeline in the documentation, changed to a wave for many accounts,")
class WaveTest {
  private static final String WAVE =
      "Wave prod = pipeline.addWave(\"Prod\","
          + " WaveOptions.builder().pre(List.of(plan, approve)).build())";
  private static final String PATTERN = "'RetentionPipeline/Prod-*'";
  private static final String ACCOUNT = "pass `\"*\"` as the account";
  private static final String STAGE =
      """
          prod.addStage(
              new RetentionStage(
                  this,
                  "Prod-%1$s",
                  Duration.days(365),
                  "arn:aws:chime:us-east-1:%1$s:app-instance/8c8c8c8c-1234-1234-1234-123456789012"));
      """;

  @TempDir private static Path folder;

  private static Path assembly;
  private static JsonNode pipeline;

  @BeforeAll
  static void synthesize() throws Exception {
    assertThat(Page.of("infra/docs/many-accounts.md").text())
        .containsIgnoringWhitespaces(WAVE, PATTERN, ACCOUNT);
    String example = Page.of("infra/docs/pipelines.md").blocks("java").get(0);
    String code =
        example
            .replaceFirst(
                "(?s) +pipeline\\.addStage\\(\\s+new RetentionStage\\(\\s+this,\\s+\"Prod\".*?;\n",
                "    "
                    + WAVE
                    + ";\n"
                    + STAGE.formatted("333333333333")
                    + STAGE.formatted("444444444444"))
            .replace("'RetentionPipeline/Prod/*'", PATTERN)
            .replace(
                "getCloudAssemblyFileSet(), \"333333333333\"", "getCloudAssemblyFileSet(), \"*\"");
    assembly = new ExampleApp("RetentionPipeline", code).synthesize(folder);
    pipeline = json(assembly.resolve("RetentionPipeline.template.json"));
  }

  @Test
  @DisplayName("plans all accounts, waits for an approval, and then deploys them together")
  void order() {
    List<String> actions =
        properties("AWS::CodePipeline::Pipeline")
            .flatMap(it -> elements(it.path("Stages")))
            .filter(stage -> stage.path("Name").asText().equals("Prod"))
            .flatMap(stage -> elements(stage.path("Actions")))
            .map(it -> it.path("RunOrder").asInt() + " " + it.path("Name").asText())
            .toList();

    assertThat(actions)
        .containsExactlyInAnyOrder(
            "1 Plan",
            "2 Approve",
            "3 Prod-333333333333.Retention-us-east-1.Prepare",
            "3 Prod-444444444444.Retention-us-east-1.Prepare",
            "4 Prod-333333333333.Retention-us-east-1.Deploy",
            "4 Prod-444444444444.Retention-us-east-1.Deploy");
  }

  @Test
  @DisplayName("has a plan whose pattern matches the stacks of all accounts, and no others")
  void pattern() throws IOException {
    assertThat(project().at("/Source/BuildSpec").asText()).contains(PATTERN);
    String prefix = PATTERN.replace("'", "").replace("*", "");
    assertThat(paths("Prod-333333333333")).isNotEmpty().allMatch(it -> it.startsWith(prefix));
    assertThat(paths("Prod-444444444444")).isNotEmpty().allMatch(it -> it.startsWith(prefix));
    assertThat(paths("Test")).isNotEmpty().noneMatch(it -> it.startsWith(prefix));
  }

  @Test
  @DisplayName("has a plan that can assume the lookup role of each account")
  void role() {
    String role = project().at("/ServiceRole/Fn::GetAtt/0").asText();
    assertThat(
            resources()
                .filter(it -> it.at("/Properties/Roles/0/Ref").asText().equals(role))
                .flatMap(it -> elements(it.at("/Properties/PolicyDocument/Statement")))
                .filter(it -> it.path("Action").asText().startsWith("sts:"))
                .map(it -> it.path("Resource").asText()))
        .containsExactly("arn:aws:iam::*:role/cdk-*-lookup-role-*");
  }

  private static JsonNode project() {
    return properties("AWS::CodeBuild::Project")
        .filter(it -> it.at("/Source/BuildSpec").asText().contains("chime-retention-plan.jar"))
        .findFirst()
        .orElseThrow();
  }

  /** The paths of a stage's stacks. */
  private static List<String> paths(String stage) throws IOException {
    Path nested = assembly.resolve("assembly-RetentionPipeline-" + stage);
    return elements(json(nested.resolve("manifest.json")).path("artifacts"))
        .filter(it -> it.path("type").asText().equals("aws:cloudformation:stack"))
        .map(it -> it.path("displayName").asText())
        .toList();
  }

  private static Stream<JsonNode> properties(String type) {
    return resources()
        .filter(it -> it.path("Type").asText().equals(type))
        .map(it -> it.path("Properties"));
  }

  private static Stream<JsonNode> resources() {
    return elements(pipeline.path("Resources"));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static Stream<JsonNode> elements(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }
}
