package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.cdk.RetentionDriftMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.constructs.Construct;

/** Calls the functions with their roles' permissions from the deployed templates. */
@DisplayName("The function may set, check and turn off the retention of")
class TokenPermissionIT extends CliTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RetentionType TYPE = RetentionType.APP_INSTANCE;

  private int first;
  private int second;
  private int third;

  @BeforeEach
  void setUp() {
    first = newIdentity();
    second = newIdentity();
    third = newIdentity();
  }

  @ParameterizedTest(name = "by {0} references, in a stage: {1}")
  @CsvSource({"strong, false", "weak, false", "strong, true"})
  @DisplayName("app instances that two instances of one stack class create")
  void instancesOfOneStack(String references, boolean inStage) throws Exception {
    Path assembly =
        synth(
            app -> {
              app.getNode().setContext("@aws-cdk/core:defaultCrossStackReferences", references);
              Construct scope = inStage ? new Stage(app, "Prod") : app;
              String blue = appInstance(new Stack(scope, "Blue"), first);
              String green = appInstance(new Stack(scope, "Green"), second);
              declare(new Stack(scope, STACK), List.of(blue, green, TYPE.identity(third)));
            });
    Path folder = inStage ? assembly.resolve("assembly-Prod") : assembly;
    for (String name : List.of("Blue", "Green", STACK)) {
      assertDeployed(folder, artifactId(folder, (inStage ? "Prod/" : "") + name));
    }
    String prefix = inStage ? "Prod-" : "";
    assertAllowed(prefix + STACK, prefix + "Blue", prefix + "Green");
  }

  /** Deploys the nested stack as a stack, because the local cloud has no nested stacks. */
  @Test
  @DisplayName("app instances that are parameters of a nested stack")
  void nestedStack() throws Exception {
    Path assembly =
        synth(
            app -> {
              Stack parent = new Stack(app, STACK);
              String blue = appInstance(new Construct(parent, "Blue"), first);
              String green = appInstance(new Construct(parent, "Green"), second);
              declare(
                  new NestedStack(parent, "Nested"), List.of(blue, green, TYPE.identity(third)));
            });
    try (Stream<Path> files = Files.list(assembly)) {
      Path nested =
          files
              .filter(file -> file.toString().endsWith(".nested.template.json"))
              .findFirst()
              .orElseThrow();
      ObjectNode template = (ObjectNode) JSON.readTree(nested.toFile());
      for (Map.Entry<String, JsonNode> parameter : template.path("Parameters").properties()) {
        int identity = parameter.getKey().contains("Blue") ? first : second;
        ((ObjectNode) parameter.getValue()).put("Default", TYPE.identity(identity));
      }
      Files.writeString(assembly.resolve(STACK + ".template.json"), template.toString());
    }
    assertDeployed(assembly, STACK);
    assertAllowed(STACK);
  }

  /** Deletes the stacks in this order. */
  private void assertAllowed(String... stacks) {
    for (int identity : List.of(first, second, third)) {
      assertThat(days(identity)).containsExactly(365);
    }
    assertThat(DriftChecks.run(cloud()).sum("InSync")).isEqualTo(3);
    deleteStacks(List.of(stacks));
    assertThat(cloud().cloudFormation().stackNames()).isEmpty();
    for (int identity : List.of(first, second, third)) {
      assertThat(days(identity)).isEmpty();
    }
  }

  private void assertDeployed(Path assembly, String artifactId) throws IOException {
    var deployment = new CloudAssembly(assembly, artifactId).deploy(cloud());
    assertThat(deployment.successful()).as(deployment.events()).isTrue();
  }

  private static String artifactId(Path assembly, String displayName) throws IOException {
    return JSON
        .readTree(assembly.resolve("manifest.json").toFile())
        .path("artifacts")
        .properties()
        .stream()
        .filter(artifact -> artifact.getValue().path("displayName").asText().equals(displayName))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Returns an attribute of a resource as the ARN, so a token. */
  private static String appInstance(Construct scope, int identity) {
    return CfnResource.Builder.create(scope, "AppInstance")
        .type("AWS::SSM::Parameter")
        .properties(Map.of("Type", "String", "Value", TYPE.identity(identity)))
        .build()
        .getAtt("Value")
        .toString();
  }

  private static void declare(Stack stack, List<String> appInstanceArns) {
    for (int i = 0; i < appInstanceArns.size(); i++) {
      TYPE.declare(stack, "Retention" + i, appInstanceArns.get(i), 365, RemovalPolicy.DESTROY);
    }
    RetentionDriftMonitor.Builder.create(stack, "Drift").build();
  }
}
