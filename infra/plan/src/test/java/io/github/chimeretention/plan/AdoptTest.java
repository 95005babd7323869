package io.github.chimeretention.plan;

import static io.github.chimeretention.plan.Templates.ARN;
import static io.github.chimeretention.plan.Templates.appInstance;
import static io.github.chimeretention.plan.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.chimeretention.plan.AwsStub.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Adopting existing settings")
class AdoptTest extends PlanTest {
  private static final Path CONTEXT_SCHEMA =
      Path.of(
          "..", "src/main/resources/io/github/chimeretention/cdk/app/chime-retention.schema.json");

  @Test
  @DisplayName("prints a context that declares exactly these, and retains them")
  void context() throws Exception {
    aws.set(ARN, channels(365));
    aws.set(ARN + "-2", channels(30));
    aws.set("a-b", Map.of("RoomRetentionDays", 90));
    Run run = run("adopt");
    JsonNode context = new ObjectMapper().readTree(run.out());
    assertThat(context)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    Templates.json(
                        """
                        {'chime-retention': {
                          'accounts': {'My-app-3': {'accountId': 'a-b', 'roomRetentionDays': 90, 'removalPolicy': 'retain'}},
                          'appInstances': {
                            'My-app': {'appInstanceArn': '%1$s', 'channelRetentionDays': 365, 'removalPolicy': 'retain'},
                            'My-app-2': {'appInstanceArn': '%1$s-2', 'channelRetentionDays': 30, 'removalPolicy': 'retain'}}}}"""
                            .formatted(ARN))));
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(CONTEXT_SCHEMA))
                .validate(context.path("chime-retention")))
        .isEmpty();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEqualTo("Stacks were searched in us-east-1\n");
  }

  @Test
  @DisplayName("prints statements for a stack in Java")
  void java() {
    aws.set(ARN, channels(365));
    assertThat(run("adopt", "--format", "java").out())
        .isEqualTo(
            """
            ChimeAppInstanceRetentionSettings.Builder.create(this, "My-app")
                .appInstanceArn("%s")
                .channelRetention(Duration.days(365))
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
            """
                .formatted(ARN));
  }

  @Test
  @DisplayName("omits settings that are off or declared by a stack, and lists these one per line")
  void left_out() {
    aws.set("a-b", Map.of());
    aws.set(ARN, channels(365));
    aws.deploy("App", template(Map.of("S", appInstance(ARN, "30"))), Map.of("S", ARN));
    Run run = run("adopt");
    assertThat(run.err())
        .isEqualTo(
            "Stacks were searched in us-east-1\nDeclared by the stack App: %s\nNothing is on: a-b\n"
                .formatted(ARN));
    assertThat(run.out().replaceAll("\\s", "")).isEqualTo("{\"chime-retention\":{}}");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  @DisplayName("finds the declaration in a stack whose resources don't fit in one response")
  void large_stack() {
    Map<String, String> resources = new LinkedHashMap<>();
    for (int i = 0; i < 150; i++) {
      resources.put("S" + i, ARN + i);
      aws.set(ARN + i, channels(30));
    }
    aws.deploy("App", template(Map.of()), resources);
    Run run = run("adopt");
    assertThat(run.out().replaceAll("\\s", "")).isEqualTo("{\"chime-retention\":{}}");
    assertThat(aws.operations()).containsOnlyOnce("ListStackResources App");
  }

  @ParameterizedTest
  @CsvSource({
    "ListAppInstances, 403, ForbiddenException",
    "ListAccounts, 404, NotFoundException",
    "ListStackResources, 403, AccessDenied"
  })
  @DisplayName("fails if anything else can't be read")
  void failed(String failing, int status, String error) {
    aws.set(ARN, channels(365));
    aws.deploy("App", template(Map.of()), Map.of("S", ARN));
    aws.fail(
        (operation, target) ->
            operation.equals(failing) ? Response.error(status, error, "no") : null);
    assertThat(run("adopt").exitCode()).isOne();
  }

  @Test
  @DisplayName("reports a service that rejects its calls in one line, and prints the rest")
  void rejected() {
    aws.set(ARN, channels(365));
    aws.fail(
        (operation, target) ->
            operation.equals("ListAccounts")
                ? Response.error(403, "ForbiddenException", "no longer")
                : null);
    Run run = run("adopt");
    assertThat(run.err())
        .startsWith(
            "Stacks were searched in us-east-1\nThe Amazon Chime accounts can't be listed: no longer (Service: Chime,")
        .hasLineCount(2);
    assertThat(run.out()).contains(ARN);
    assertThat(run.exitCode()).as("the application has ended").isZero();
  }
}
