package io.github.chimeretention.plan;

import static io.github.chimeretention.plan.Templates.ARN;
import static io.github.chimeretention.plan.Templates.appInstance;
import static io.github.chimeretention.plan.Templates.json;
import static io.github.chimeretention.plan.Templates.nested;
import static io.github.chimeretention.plan.Templates.retained;
import static io.github.chimeretention.plan.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.plan.AwsStub.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The plan of nested stacks")
class NestedStacksTest extends PlanTest {
  private static final String IN = stackId("App-In-1");
  private static final String DEEP = stackId("App-In-Deep-1");
  private static final String PARAMETERS = "'Parameters': {'Days': {'Type': 'Number'%s}}";
  private static final String BY_PARAMETER =
      template(Map.of("S", appInstance(ARN, "{'Ref': 'Days'}")), PARAMETERS.formatted(""));

  private Path assembly;

  @BeforeEach
  void createFolder() throws IOException {
    assembly = Files.createDirectories(folder.resolve("cdk.out"));
  }

  @Test
  @DisplayName("compares each level with its deployed stack, and calls only operations that read")
  void levels() throws Exception {
    assemble("In", template(Map.of("N", nested("Deep"), "S", appInstance(ARN + "1", "30"))));
    assemble("Deep", template(Map.of("S", appInstance(ARN + "2", "30"))));
    String app = template(Map.of("N", nested("In")));
    deploy(app, template(Map.of("N", nested("Deep"), "S", appInstance(ARN + "1", "365"))), "1");
    aws.deploy(DEEP, template(Map.of("S", appInstance(ARN + "2", "365"))), Map.of("S", ARN + "2"));
    aws.set(ARN + "1", channels(365));
    aws.set(ARN + "2", channels(365));
    Run run = plan(Map.of("App", app));
    assertThat(run.outcomes()).containsExactly("CHANGE: " + HIDDEN, "CHANGE: " + HIDDEN);
    assertThat(members(run, "Stack")).containsExactly("App/In", "App/Deep");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(aws.operations())
        .allMatch(it -> it.matches("(ListStackResources|GetTemplate|GetSettings) .*"));
  }

  @Test
  @DisplayName("of which none is deployed yet shows what their creates do")
  void created() throws Exception {
    assemble("In", template(Map.of("S", appInstance(ARN, "30"))));
    aws.set(ARN, channels(365));
    assertThat(plan(Map.of("App", template(Map.of("N", nested("In"))))).outcomes())
        .singleElement()
        .asString()
        .startsWith("FAILURE: ChannelRetentionDays of " + ARN + " is already 365");
  }

  @Test
  @DisplayName("names constructs by the nested template, or else by the assembly or logical ids")
  void paths() throws Exception {
    String named =
        appInstance(ARN, "30")
            .replaceFirst("}$", ", 'Metadata': {'aws:cdk:path': 'App/In/Shop/Resource'}}");
    assemble("In", template(Map.of("T", named)));
    Map<String, String> app = Map.of("App", template(Map.of("N", nested("In"))));
    assertThat(members(plan(app), "Path")).containsExactly("App/In/Shop");
    assemble("In", template(Map.of("T", appInstance(ARN, "30"))));
    assertThat(members(plan(app), "Path")).containsExactly("App/In/T");
  }

  @Test
  @DisplayName("finds a template whose file the app doesn't name by the hash in its URL")
  void hash() throws Exception {
    String hash = "0123456789abcdef".repeat(4);
    assemble("In", template(Map.of("S", appInstance(ARN, "30"))));
    Files.writeString(
        assembly.resolve("App.assets.json"),
        json("{'files': {'" + hash + "': {'source': {'path': 'In.json'}}}}"));
    String nested =
        nested("In")
            .replaceFirst(", 'aws:asset:path': 'In.json'", "")
            .replace(
                "'https://x'", "{'Fn::Sub': 'https://s3.${AWS::URLSuffix}/a/" + hash + ".json'}");
    assertThat(plan(Map.of("App", template(Map.of("N", nested)))).outcomes()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Days': 30                                | CHANGE: Shortening
          'Days': {'Ref': 'Outer'}                  | CHANGE: Shortening
          'Days': {'Fn::GetAtt': ['Other', 'Days']} | UNKNOWN: Known at deployment only: ChannelRetentionDays
          'Days': {'Ref': 'AWS::NoValue'}           | UNKNOWN: Known at deployment only: ChannelRetentionDays
          """)
  @DisplayName("passes parameters to them as CloudFormation does")
  void parameters(String passed, String outcome) throws Exception {
    assemble("In", BY_PARAMETER);
    String app =
        template(
            Map.of("N", nested("In", passed)),
            "'Parameters': {'Outer': {'Type': 'Number', 'Default': 30}}");
    deploy(app, BY_PARAMETER, "");
    aws.parameter("Days", "365");
    aws.set(ARN, channels(365));
    assertThat(plan(Map.of("App", app)).outcomes()).singleElement().asString().startsWith(outcome);
  }

  @Test
  @DisplayName("doesn't reuse a parameter that is no longer passed, but takes its default")
  void default_parameter() throws Exception {
    String standard = BY_PARAMETER.replace("\"Number\"", "\"Number\", \"Default\": 30");
    assemble("In", standard);
    String app = template(Map.of("N", nested("In")));
    deploy(app, standard, "");
    aws.parameter("Days", "365");
    aws.set(ARN, channels(365));
    assertThat(plan(Map.of("App", app)).outcomes()).containsExactly("CHANGE: " + HIDDEN);
  }

  @Test
  @DisplayName("finds drift where nothing has changed, also with parameters")
  void drifted() throws Exception {
    assemble("In", BY_PARAMETER);
    String app = template(Map.of("N", nested("In", "'Days': 30")));
    deploy(app, BY_PARAMETER, "");
    aws.parameter("Days", "30");
    aws.set(ARN, channels(365));
    assertThat(plan(Map.of("App", app)).outcomes())
        .singleElement()
        .asString()
        .startsWith("DRIFTED: ");
  }

  @Test
  @DisplayName("shows the resources of one that is removed by the policies of both stacks")
  void removed() throws Exception {
    Map<String, String> resources =
        Map.of("S", appInstance(ARN, "30"), "T", retained(appInstance(ARN + "-T", "30")));
    Map<String, String> none = Map.of("App", template(Map.of()));
    for (boolean stays : List.of(false, true)) {
      String nested = stays ? retained(nested("In")) : nested("In");
      aws.deploy("App", template(Map.of("N", nested)), Map.of("N", IN));
      aws.deploy(IN, template(resources), Map.of("S", ARN, "T", ARN + "-T"));
      aws.set(ARN, channels(30));
      assertThat(plan(none).outcomes())
          .containsExactlyInAnyOrder(
              stays
                  ? "RETAINED: Removed; the settings stay as they are"
                  : "TURN_OFF: Removed; the periods will be turned off, and messages are kept",
              "RETAINED: Removed; the settings stay as they are");
      assertThat(members(plan(none), "Path")).contains("App/In/S");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"prod, NO_CHANGE", "dev, TURN_OFF", "'', UNKNOWN"})
  @DisplayName("whose condition isn't met are removed, and marked if it isn't known")
  void conditions(String stage, String status) throws Exception {
    String declared = template(Map.of("S", appInstance(ARN, "30")));
    assemble("In", declared);
    String app =
        template(
            Map.of("N", nested("In").replaceFirst("}$", ", 'Condition': 'C'}")),
            "'Conditions': {'C': {'Fn::Equals': [{'Ref': 'Stage'}, 'prod']}}",
            "'Parameters': {'Stage': {'Type': 'String'}}");
    deploy(app, declared, "");
    aws.set(ARN, channels(30));
    Run run =
        stage.isEmpty()
            ? plan(Map.of("App", app))
            : plan(Map.of("App", app), "--parameters", "Stage=" + stage);
    assertThat(run.outcomes()).singleElement().asString().startsWith(status + ": ");
  }

  @Test
  @DisplayName("are deleted first together with a stack whose rollback failed")
  void replaced() throws Exception {
    assemble("In", template(Map.of("S", appInstance(ARN, "30"))));
    String app = template(Map.of("N", nested("In")));
    deploy(app, template(Map.of("S", appInstance(ARN, "365"))), "");
    aws.stackStatus("ROLLBACK_FAILED");
    aws.resourceStatus("N", "DELETE_FAILED");
    aws.set(ARN, channels(365));
    assertThat(plan(Map.of("App", app)).outcomes())
        .singleElement()
        .asString()
        .startsWith("CHANGE: Setting ChannelRetentionDays to 30");
  }

  @Test
  @DisplayName("skips one that can't be read, says why, and plans the others")
  void forbidden() throws Exception {
    assemble("In", template(Map.of("S", appInstance(ARN, "30"))));
    String app = template(Map.of("N", nested("In"), "S", appInstance(ARN + "2", "30")));
    deploy(app, template(Map.of()), "");
    aws.fail(
        (operation, target) ->
            target.equals(IN)
                ? new Response(
                    403,
                    "",
                    "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>")
                : null);
    Run run = plan(Map.of("App", app));
    assertThat(run.outcomes()).hasSize(1);
    assertThat(run.json().path("Problems").get(0).asText())
        .startsWith("Stack App/In was skipped: no (Service: CloudFormation");
    assertThat(run.exitCode()).isOne();
  }

  /** The deployed days are empty if the stack is not deployed, and 0 if it has no settings. */
  @ParameterizedTest(name = "{0}, deployed days {1}, same URL {2}: {3}")
  @CsvSource({
    "absent, '', true, true",
    "absent, 30, true, true",
    "absent, 0, false, true",
    "absent, 0, true, false",
    "settings, '', true, true",
    "settings, 0, false, true",
    "topic, '', true, false",
    "topic, 0, false, false",
    "topic, 30, true, false",
  })
  @DisplayName("skips one whose template is absent or YAML, if it has or may get settings")
  void unread(String template, String days, boolean sameUrl, boolean skipped) throws Exception {
    if (!template.equals("absent")) {
      String type = template.equals("topic") ? "AWS::SNS::Topic" : Templates.APP_INSTANCE;
      assemble("Unread", "Resources:\n  S:\n    Type: " + type + "\n");
    }
    String app = template(Map.of("N", nested("Unread")));
    if (days.equals("0")) {
      aws.deploy(IN, template(Map.of()), Map.of());
    } else {
      aws.deploy(IN, template(Map.of("S", appInstance(ARN, days))), Map.of("S", ARN));
    }
    if (!days.isEmpty()) {
      aws.deploy("App", sameUrl ? app : app.replace("https://x", "https://old"), Map.of("N", IN));
    }
    Run run = plan(Map.of("App", app));
    assertThat(run.json().path("Problems").toString())
        .isEqualTo(
            skipped
                ? "[\"Stack App/Unread was skipped: it has or may get retention settings, but the assembly has no template in JSON for it\"]"
                : "[]");
    assertThat(run.exitCode()).isEqualTo(skipped ? 1 : 0);
  }

  private static String stackId(String name) {
    return "arn:aws:cloudformation:us-east-1:111122223333:stack/" + name + "/x";
  }

  private void assemble(String name, String template) throws IOException {
    Files.writeString(assembly.resolve(name + ".json"), template);
  }

  /** Deploys a stack, one in it, and an empty one in that. */
  private void deploy(String app, String in, String suffix) {
    aws.deploy("App", app, Map.of("N", IN));
    aws.deploy(IN, in, suffix.isEmpty() ? Map.of("S", ARN) : Map.of("S", ARN + suffix, "N", DEEP));
  }

  private static List<String> members(Run run, String name) throws IOException {
    List<String> values = new ArrayList<>();
    for (JsonNode resource : run.json().path("Resources")) {
      values.add(resource.path(name).asText());
    }
    return values;
  }
}
