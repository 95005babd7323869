package io.github.chimeretention.plan;

import static io.github.chimeretention.plan.Templates.ARN;
import static io.github.chimeretention.plan.Templates.account;
import static io.github.chimeretention.plan.Templates.appInstance;
import static io.github.chimeretention.plan.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.chimeretention.plan.change.Plan;
import io.github.chimeretention.plan.change.PlannedResource;
import io.github.chimeretention.plan.change.Status;
import io.github.chimeretention.plan.report.MarkdownReport;
import io.github.chimeretention.plan.report.TextReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plan of several resources")
class ReportsTest extends PlanTest {
  private static final String SHOP = ARN + "-shop";
  private final Map<String, String> declared = new LinkedHashMap<>();

  @BeforeEach
  void declare() {
    declared.put("S", appInstance(ARN, "30"));
    declared.put("Shop", appInstance(SHOP, "30"));
    declared.put("Other", account("a-b", 365, 90));
    Map<String, String> deployed = new LinkedHashMap<>();
    deployed.put("S", appInstance(ARN, "365"));
    deployed.put("Gone", appInstance(ARN + "-gone", "7"));
    aws.deploy("App", template(deployed), Map.of("S", ARN, "Gone", ARN + "-gone"));
    aws.set(ARN, channels(365));
    aws.set(ARN + "-gone", channels(7));
    aws.set(SHOP, channels(30));
    aws.set("a-b", Map.of("RoomRetentionDays", 7));
  }

  @Test
  @DisplayName("is text in aligned columns, as wide as the terminal")
  void text() throws Exception {
    assertThat(plan(Map.of("App", template(declared)), "--format", "text").out())
        .isEqualTo(
            """
            ~ App/Settings  arn:aws:chime:us-east-1:111122223333:app-instance/a
                ChannelRetentionDays        365 -> 30
                Shortening ChannelRetentionDays from 365 to 30 hides messages from before 2026-10-29, and deletes them permanently
                after 2026-12-28 unless the period is lengthened or turned off by then
              App/Shop      arn:aws:chime:us-east-1:111122223333:app-instance/a-shop
                ChannelRetentionDays         30
                No change
            ! App/Other     a-b
                RoomRetentionDays             7 -> 365
                ConversationRetentionDays   off -> 90
                RoomRetentionDays of a-b is already 7; declare 7, deploy, and then change it, or set overwriteExisting
            - App/Gone      arn:aws:chime:us-east-1:111122223333:app-instance/a-gone
                ChannelRetentionDays          7 -> off
                Removed; the periods will be turned off, and messages are kept

            Plan: 1 to change (1 hides messages), 1 to turn off, 1 will fail, 1 unchanged
            """);
  }

  @Test
  @DisplayName("is Markdown for a pull request, without what doesn't change")
  void markdown() throws Exception {
    assertThat(plan(Map.of("App", template(declared)), "--format", "markdown").out())
        .isEqualTo(
            """
            ### Retention plan: 1 to change (1 hides messages), 1 to turn off, 1 will fail, 1 unchanged

            | construct | account or app instance | period | now | declared |
            |---|---|---|---|---|
            | App/Settings | `arn:aws:chime:us-east-1:111122223333:app-instance/a` | ChannelRetentionDays | 365 | **30** |
            | App/Other | `a-b` | RoomRetentionDays | 7 | **365** |
            | App/Other | `a-b` | ConversationRetentionDays | off | **90** |
            | App/Gone | `arn:aws:chime:us-east-1:111122223333:app-instance/a-gone` | ChannelRetentionDays | 7 | **off** |

            - **App/Settings**: :warning: %s
            - **App/Other**: RoomRetentionDays of a-b is already 7; declare 7, deploy, and then change it, or set overwriteExisting
            - **App/Gone**: Removed; the periods will be turned off, and messages are kept
            """
                .formatted(HIDDEN));
  }

  @Test
  @DisplayName("is Markdown that escapes text from templates and services, on one line")
  void escaped() {
    PlannedResource resource =
        new PlannedResource(
            "App",
            "a|*b*",
            Templates.APP_INSTANCE,
            "x`|y",
            null,
            null,
            Status.TURN_OFF,
            "<b> @team #1 [l](u)\n# \u001B[31m_",
            "");
    Plan plan = new Plan(Instant.EPOCH, List.of(resource), List.of("Stack A\n@x"));
    assertThat(new MarkdownReport().of(plan))
        .endsWith(
            """
            | a\\|\\*b\\* | `x'\\|y` | ChannelRetentionDays | ? | **off** |

            - **a\\|\\*b\\***: \\<b\\> @&#8203;team #&#8203;1 \\[l\\](u)\\\\u000a#&#8203; \\\\u001b\\[31m\\_

            **Stack A\\\\u000a@&#8203;x**
            """);
    assertThat(new TextReport(120, false).of(plan))
        .contains("<b> @team #1 [l](u)\\u000a# \\u001b[31m_\n", "\nStack A\\u000a@x\n");
  }

  @Test
  @DisplayName("is Markdown within GitHub's limit, with resources that hide messages first")
  void long_markdown() {
    List<PlannedResource> resources = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      boolean hides = i == 999;
      resources.add(
          new PlannedResource(
              "App",
              "P" + i,
              Templates.APP_INSTANCE,
              ARN + i,
              channels(30),
              null,
              Status.CHANGE,
              "m",
              hides ? HIDDEN : ""));
    }
    List<String> problems = Collections.nCopies(1_000, "Stack A was skipped: not authorized");
    String text = new MarkdownReport().of(new Plan(Instant.EPOCH, resources, problems));
    assertThat(text)
        .hasSizeBetween(50_000, 65_000)
        .contains("declared |\n|---|---|---|---|---|\n| P999 |");
    Matcher more = Pattern.compile("… and (\\d+) more").matcher(text);
    assertThat(more.results().mapToInt(it -> Integer.parseInt(it.group(1))).sum())
        .isEqualTo(
            2_000
                - text.lines().filter(it -> it.startsWith("- **P")).count()
                - text.lines().filter(it -> it.startsWith("**Stack A")).count());
  }

  @Test
  @DisplayName("is JSON that complies with its schema, with the members of the drift check's log")
  void json() throws Exception {
    declared.put("New", appInstance("{'Ref': 'Arn'}", "{'Ref': 'Days'}"));
    aws.fail(
        (operation, target) ->
            target.equals(SHOP) ? AwsStub.Response.error(403, "ForbiddenException", "no") : null);
    JsonNode plan = plan(Map.of("App", template(declared))).json();
    assertThat(schema("#/$defs/plan").validate(plan)).isEmpty();
    assertThat(plan.path("HidesMessages").asBoolean()).isTrue();
    assertThat(plan.path("Incomplete").asBoolean()).isTrue();
    assertThat(plan.path("Resources").get(4).path("Status").asText()).isEqualTo("TURN_OFF");
    assertThat(plan.path("Resources").get(4).has("Declared")).isFalse();
    JsonNode first = plan.path("Resources").get(0);
    assertThat(schema("").validate(first)).isEmpty();
    assertThat(first.toString())
        .isEqualTo(
            """
            {"timestamp":"2026-11-28T12:00:00Z","message":"%1$s","Stack":"App","Path":"App/Settings",\
            "ResourceType":"Custom::ChimeAppInstanceRetentionSettings","Identity":"%2$s",\
            "Declared":{"ChannelRetentionDays":30},"Found":{"ChannelRetentionDays":365},\
            "InitiateDeletionTimestamp":"2026-11-30T00:53:20Z","HiddenMessages":"%1$s","Status":"CHANGE"}"""
                .formatted(HIDDEN, ARN));
  }

  @Test
  @DisplayName("has a schema that rejects a record that is neither a plan's nor a drift check's")
  void schema_rejects() throws Exception {
    JsonNode plan = plan(Map.of("App", template(declared))).json();
    ((ObjectNode) plan.path("Resources").get(0)).remove("Status");
    assertThat(schema("#/$defs/plan").validate(plan)).isNotEmpty();
  }

  private static JsonSchema schema(String pointer) throws IOException {
    String text;
    try (var resource = Main.class.getResourceAsStream("retention-record.schema.json")) {
      text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
    return JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(loaders -> loaders.schemas(Map.of("classpath:record", text))))
        .getSchema(SchemaLocation.of("classpath:record" + pointer));
  }
}
