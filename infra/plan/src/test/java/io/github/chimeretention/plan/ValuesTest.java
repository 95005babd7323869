package io.github.chimeretention.plan;

import static io.github.chimeretention.plan.Templates.ARN;
import static io.github.chimeretention.plan.Templates.appInstance;
import static io.github.chimeretention.plan.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The values of a template")
class ValuesTest extends PlanTest {
  private static final String DAYS = "{'Ref': 'Days'}";
  private static final String DAYS_PARAMETER = "'Parameters': {'Days': {'Type': 'Number'%s}}";

  @Test
  @DisplayName("known only at deployment are marked, and never guessed")
  void unknown() throws Exception {
    aws.set(ARN, channels(30));
    String imported = "{'Fn::ImportValue': 'x'}";
    Map<String, String> templates =
        Map.of("App", template(Map.of("S", appInstance(imported, "30"))));
    Run run = plan(templates);
    assertThat(run.outcomes()).containsExactly("UNKNOWN: Known at deployment only: AppInstanceArn");
    assertThat(run.json().path("Resources").get(0).has("Identity")).isFalse();
    assertThat(run.exitCode()).isZero();
    assertThat(plan(templates, "--fail-on", "hiding").exitCode()).isEqualTo(2);

    Run days = plan(Map.of("App", template(Map.of("S", appInstance(ARN, imported)))));
    assertThat(days.outcomes())
        .containsExactly("UNKNOWN: Known at deployment only: ChannelRetentionDays");
    assertThat(
            days.json().path("Resources").get(0).path("Found").path("ChannelRetentionDays").asInt())
        .isEqualTo(30);
    assertThat(days.json().path("Resources").get(0).path("Declared").toString())
        .isEqualTo("{\"ChannelRetentionDays\":null}");
  }

  @Test
  @DisplayName("of an unknown identity don't remove the deployed settings")
  void unknown_identity_keeps() throws Exception {
    String deployed = template(Map.of("S", appInstance("{'Fn::ImportValue': 'x'}", "30")));
    aws.deploy("App", deployed, Map.of("S", ARN));
    assertThat(plan(Map.of("App", deployed)).outcomes()).hasSize(1);
  }

  @Test
  @DisplayName("of parameters come from the command line, the deployed stack or the default")
  void parameters() throws Exception {
    aws.set(ARN, channels(30));
    String unset = template(Map.of("S", appInstance(ARN, DAYS)), DAYS_PARAMETER.formatted(""));
    String standard =
        template(Map.of("S", appInstance(ARN, DAYS)), DAYS_PARAMETER.formatted(", 'Default': 30"));
    assertThat(plan(Map.of("App", unset)).outcomes())
        .containsExactly("UNKNOWN: Known at deployment only: ChannelRetentionDays");
    assertThat(plan(Map.of("App", standard)).outcomes()).containsExactly("NO_CHANGE: No change");

    aws.deploy("App", standard, Map.of("S", ARN));
    aws.parameter("Days", "90");
    assertThat(declaredDays(standard)).isEqualTo(90);
    assertThat(declaredDays(standard, "--parameters", "Days=7")).isEqualTo(7);
    assertThat(declaredDays(standard, "--parameters", "App:Days=8")).isEqualTo(8);
    assertThat(declaredDays(standard, "--parameters", "Other:Days=8")).isEqualTo(90);
    assertThat(declaredDays(standard, "--parameters", "App:Days=8", "--parameters", "Days=7"))
        .isEqualTo(8);
  }

  @Test
  @DisplayName("are written if a parameter changes them, and not if it doesn't")
  void changed_parameter() throws Exception {
    String template =
        template(Map.of("S", appInstance(ARN, DAYS)), DAYS_PARAMETER.formatted(", 'Default': 30"));
    aws.set(ARN, channels(365));
    aws.deploy("App", template, Map.of("S", ARN));
    aws.parameter("Days", "90");
    assertThat(plan(Map.of("App", template)).outcomes())
        .singleElement()
        .asString()
        .startsWith("DRIFTED");
    assertThat(plan(Map.of("App", template), "--parameters", "Days=30").outcomes())
        .containsExactly("CHANGE: " + HIDDEN);
  }

  @Test
  @DisplayName("of secret parameters and of the Parameter Store are unknown")
  void secret() throws Exception {
    String template = template(Map.of("S", appInstance(ARN, DAYS)), DAYS_PARAMETER.formatted(""));
    aws.deploy("App", template, Map.of("S", ARN));
    aws.parameter("Days", "****");
    assertThat(plan(Map.of("App", template)).outcomes().get(0)).startsWith("UNKNOWN");
    String standard = template.replace("\"Number\"", "\"Number\", \"Default\": 30");
    assertThat(plan(Map.of("App", standard)).outcomes().get(0)).startsWith("UNKNOWN");
    String stored = template.replace("\"Number\"", "\"AWS::SSM::Parameter::Value<String>\"");
    assertThat(plan(Map.of("App", stored)).outcomes().get(0)).startsWith("UNKNOWN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "REVIEW_IN_PROGRESS"})
  @DisplayName("of parameters don't come from a stack that was never created")
  void replaced_stack(String status) throws Exception {
    String template =
        template(Map.of("S", appInstance(ARN, DAYS)), DAYS_PARAMETER.formatted(", 'Default': 30"));
    aws.deploy("App", template, Map.of("S", ARN));
    aws.parameter("Days", "90");
    aws.stackStatus(status);
    assertThat(declaredDays(template)).isEqualTo(30);
  }

  @Test
  @DisplayName("known only at deployment leave open whether drifted settings are written")
  void unknown_reapply() throws Exception {
    String template =
        template(Map.of("S", appInstance(ARN, "30", "'Reapply': {'Fn::ImportValue': 'x'}")));
    aws.deploy("App", template, Map.of("S", ARN));
    aws.set(ARN, channels(365));
    assertThat(plan(Map.of("App", template)).outcomes())
        .containsExactly("UNKNOWN: Known at deployment only: Reapply");
  }

  @Test
  @DisplayName("that depend on a condition exist if it is met, and are marked if it is unknown")
  void conditions() throws Exception {
    String resource = appInstance(ARN, "30").replaceFirst("}$", ", 'Condition': 'C'}");
    String template =
        template(
            Map.of("S", resource),
            "'Conditions': {'C': {'Fn::Equals': [{'Ref': 'Stage'}, 'prod']}}",
            "'Parameters': {'Stage': {'Type': 'String'}}");
    aws.set(ARN, channels(30));
    assertThat(plan(Map.of("App", template), "--parameters", "Stage=prod").outcomes())
        .containsExactly("NO_CHANGE: No change");
    assertThat(plan(Map.of("App", template), "--parameters", "Stage=dev").outcomes()).isEmpty();
    assertThat(plan(Map.of("App", template)).outcomes())
        .containsExactly("UNKNOWN: Known at deployment only: its condition");
  }

  private int declaredDays(String template, String... options) throws Exception {
    return plan(Map.of("App", template), options)
        .json()
        .path("Resources")
        .get(0)
        .path("Declared")
        .path("ChannelRetentionDays")
        .asInt();
  }
}
