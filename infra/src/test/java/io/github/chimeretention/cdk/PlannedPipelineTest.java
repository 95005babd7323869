package io.github.chimeretention.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline of docs/plan.md, whose code is compiled and run as it is there. */
@DisplayName("The pipeline with a plan")
class PlannedPipelineTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir private Path folder;

  @Test
  @DisplayName("plans the stack of a stage before it deploys it, by a role that only reads")
  void plans() throws Exception {
    Path assembly = synthesize();
    JsonNode pipeline = JSON.readTree(assembly.resolve("PlannedPipeline.template.json").toFile());
    List<String> projects = new ArrayList<>();
    List<String> policies = new ArrayList<>();
    for (JsonNode resource : pipeline.path("Resources")) {
      projects.add(resource.at("/Properties/Source/BuildSpec").asText());
      policies.add(resource.at("/Properties/PolicyDocument/Statement").toString());
    }
    assertThat(projects)
        .filteredOn(it -> it.contains("chime-retention-plan.jar"))
        .singleElement()
        .asString()
        .contains("java -jar chime-retention-plan.jar 'PlannedPipeline/Prod/*' --app . --fail-on");
    assertThat(policies)
        .filteredOn(it -> it.contains("chime:GetAppInstanceRetentionSettings"))
        .singleElement()
        .asString()
        .doesNotContain("chime:Put");

    Path stage = assembly.resolve("assembly-PlannedPipeline-Prod/manifest.json");
    assertThat(JSON.readTree(stage.toFile()).path("artifacts").findValuesAsText("displayName"))
        .anyMatch(it -> it.startsWith("PlannedPipeline/Prod/Retention"));
  }

  private Path synthesize() throws Exception {
    String page = Files.readString(Path.of("docs", "plan.md"));
    String code = page.split("\n```java\n", 2)[1].split("\n```", 2)[0];
    Path source = Files.writeString(folder.resolve("PlannedPipeline.java"), code);
    String classPath = System.getProperty("java.class.path");
    String[] arguments = {
      "-proc:none", "-cp", classPath, "-d", folder.toString(), source.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    Path output = folder.resolve("output");
    ProcessBuilder app =
        new ProcessBuilder(
            JAVA,
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            folder + File.pathSeparator + classPath,
            "PlannedPipeline");
    app.environment()
        .putAll(
            Map.of(
                "CDK_OUTDIR",
                folder.resolve("cdk.out").toString(),
                "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION",
                "18,20,22,24"));
    Process process = app.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    return folder.resolve("cdk.out");
  }
}
