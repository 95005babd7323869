package io.github.chimeretention.plan;

import static io.github.chimeretention.plan.Templates.ARN;
import static io.github.chimeretention.plan.Templates.account;
import static io.github.chimeretention.plan.Templates.appInstance;
import static io.github.chimeretention.plan.Templates.retained;
import static io.github.chimeretention.plan.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.plan.AwsStub.Response;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A plan shows for a resource")
class ChangesTest extends PlanTest {
  private static final String OTHER = ARN + "-other";

  /** 0 deployed days mean that the stack is new, and 0 found days that the period is off. */
  @ParameterizedTest(name = "deployed {0}, found {1}, declared {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0   | 0   | 30 | CHANGE    | Setting ChannelRetentionDays to 30 hides messages from before 2026-10-29
          0   | 30  | 30 | NO_CHANGE | No change
          0   | 365 | 30 | FAILURE   | ChannelRetentionDays of arn:aws:chime:us-east-1:111122223333:app-instance/a is already 365; declare 365
          365 | 365 | 30 | CHANGE    | Shortening ChannelRetentionDays from 365 to 30 hides messages from before 2026-10-29
          7   | 7   | 30 | CHANGE    | No messages are hidden
          30  | 30  | 30 | NO_CHANGE | No change
          30  | 365 | 30 | DRIFTED   | Not written, because the declaration is unchanged
          365 | 30  | 30 | NO_CHANGE | No change
          """)
  @DisplayName("the effect on its settings")
  void outcome(int deployed, int found, int declared, String status, String message)
      throws Exception {
    if (deployed > 0) {
      aws.deploy("App", template(Map.of("S", appInstance(ARN, "" + deployed))), Map.of("S", ARN));
    }
    aws.set(ARN, found == 0 ? Map.of() : channels(found));
    Run run = plan(Map.of("App", template(Map.of("S", appInstance(ARN, "" + declared)))));
    assertThat(run.outcomes()).singleElement().asString().startsWith(status + ": " + message);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  @DisplayName("with overwriteExisting: a create replaces other settings")
  void overwrites() throws Exception {
    aws.set(ARN, channels(365));
    String declared = appInstance(ARN, "30", "'OverwriteExisting': true");
    assertThat(plan(Map.of("App", template(Map.of("S", declared)))).outcomes())
        .containsExactly("CHANGE: " + HIDDEN);
  }

  @Test
  @DisplayName("with another reapply: drift is repaired")
  void reapplied() throws Exception {
    aws.set(ARN, channels(365));
    aws.deploy("App", template(Map.of("S", appInstance(ARN, "30"))), Map.of("S", ARN));
    String declared = appInstance(ARN, "30", "'Reapply': '2'");
    assertThat(plan(Map.of("App", template(Map.of("S", declared)))).outcomes())
        .containsExactly("CHANGE: " + HIDDEN);
  }

  @Test
  @DisplayName("whose update failed: its declaration is written again")
  void failed_update() throws Exception {
    aws.set(ARN, channels(365));
    String template = template(Map.of("S", appInstance(ARN, "30")));
    aws.deploy("App", template, Map.of("S", ARN));
    aws.resourceStatus("S", "UPDATE_FAILED");
    assertThat(plan(Map.of("App", template)).outcomes()).containsExactly("CHANGE: " + HIDDEN);
  }

  @Test
  @DisplayName("both periods of an account, in any spelling of its ID")
  void account_id() throws Exception {
    aws.set("a-b", Map.of("RoomRetentionDays", 365, "ConversationRetentionDays", 90));
    aws.deploy("App", template(Map.of("S", account("A-B", 365, 90))), Map.of("S", "a-b"));
    Run run = plan(Map.of("App", template(Map.of("S", account("A-B", 400, 90)))), "--format=text");
    assertThat(run.out())
        .isEqualTo(
            """
            ~ App/Settings  a-b
                RoomRetentionDays           365 -> 400
                ConversationRetentionDays    90
                No messages are hidden

            Plan: 1 to change, 1 unchanged
            """
                .replace(", 1 unchanged", ""));
  }

  @Test
  @DisplayName("that is removed: its periods will be turned off, or stay with RETAIN")
  void removed() throws Exception {
    aws.set(ARN, channels(30));
    aws.set(OTHER, channels(7));
    aws.deploy(
        "App",
        template(Map.of("S", appInstance(ARN, "30"), "T", retained(appInstance(OTHER, "7")))),
        new TreeMap<>(Map.of("S", ARN, "T", OTHER)));
    assertThat(plan(Map.of("App", template(Map.of()))).outcomes())
        .containsExactly(
            "TURN_OFF: Removed; the periods will be turned off, and messages are kept",
            "RETAINED: Removed; the settings stay as they are");
  }

  @Test
  @DisplayName("with another identity: the effect on both identities")
  void replaced() throws Exception {
    aws.set(ARN, channels(30));
    aws.deploy("App", template(Map.of("S", appInstance(ARN, "30"))), Map.of("S", ARN));
    assertThat(plan(Map.of("App", template(Map.of("S", appInstance(OTHER, "30"))))).outcomes())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("CHANGE: Setting ChannelRetentionDays to 30"),
            second -> assertThat(second).startsWith("TURN_OFF: Removed"));
  }

  @Test
  @DisplayName("that moves to another stack: removing it turns the periods off")
  void moved() throws Exception {
    aws.set(ARN, channels(30));
    aws.deploy("A", template(Map.of("S", appInstance(ARN, "30"))), Map.of("S", ARN));
    Map<String, String> templates = new TreeMap<>();
    templates.put("A", template(Map.of()));
    templates.put("B", template(Map.of("S", appInstance(ARN, "30"))));
    assertThat(plan(templates).outcomes())
        .containsExactly(
            "TURN_OFF: Moved: removing this resource turns the periods off, although B/Settings declares them. Set RETAIN here and deploy before you move it",
            "NO_CHANGE: No change");
  }

  @Test
  @DisplayName("with an invalid value: how the function will reject it")
  void invalid() throws Exception {
    assertThat(plan(Map.of("App", template(Map.of("S", appInstance(ARN, "0"))))).outcomes())
        .containsExactly(
            "FAILURE: ChannelRetentionDays is \"0\"; it must be a whole number of days from 1 to 5475");
  }

  @Test
  @DisplayName("that is removed with RETAIN: the settings stay, although they can't be read")
  void retained_unread() throws Exception {
    aws.deploy("App", template(Map.of("S", retained(appInstance(ARN, "30")))), Map.of("S", ARN));
    aws.fail(
        (operation, target) ->
            target.equals(ARN) ? Response.error(404, "NotFoundException", "gone") : null);
    Run run = plan(Map.of("App", template(Map.of())));
    assertThat(run.outcomes()).containsExactly("RETAINED: Removed; the settings stay as they are");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  @DisplayName("that is removed while its create is in progress, without an ID: nothing")
  void no_id_yet() throws Exception {
    aws.deploy("App", template(Map.of("S", appInstance(ARN, "30"))), Map.of("S", ""));
    Run run = plan(Map.of("App", template(Map.of())));
    assertThat(run.outcomes()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  @DisplayName("that is removed after its create failed: nothing")
  void not_created() throws Exception {
    aws.deploy(
        "App",
        template(Map.of("S", appInstance(ARN, "30"))),
        Map.of("S", "chime-retention:not-created"));
    assertThat(plan(Map.of("App", template(Map.of()))).outcomes()).isEmpty();
  }

  @Test
  @DisplayName("that a failed deployment removed from the template only what the next one does")
  void removed_by_failure() throws Exception {
    aws.set(ARN, channels(30));
    String left = template(Map.of("T", appInstance(OTHER, "30")));
    aws.deploy("App", left, new TreeMap<>(Map.of("S", ARN, "T", OTHER)));
    aws.stackStatus("UPDATE_FAILED");
    aws.resourceStatus("T", "UPDATE_FAILED");
    assertThat(plan(Map.of("App", left)).outcomes())
        .contains(
            "TURN_OFF: Removed by a deployment that has failed or is in progress; the periods will be turned off, unless the removal policy is RETAIN");
  }

  @ParameterizedTest(name = "stack {0}, resource {1}")
  @CsvSource({
    "UPDATE_FAILED, DELETE_FAILED",
    "UPDATE_ROLLBACK_COMPLETE, CREATE_COMPLETE",
    "UPDATE_COMPLETE, CREATE_COMPLETE"
  })
  @DisplayName("that neither template has nothing if the stack has let it go")
  void dropped(String stackStatus, String resourceStatus) throws Exception {
    String left = template(Map.of("T", appInstance(OTHER, "30")));
    aws.deploy("App", left, new TreeMap<>(Map.of("S", ARN, "T", OTHER)));
    aws.stackStatus(stackStatus);
    aws.resourceStatus("S", resourceStatus);
    aws.resourceStatus("T", "UPDATE_FAILED");
    assertThat(plan(Map.of("App", left)).outcomes()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "UPDATE_FAILED, CHANGE",
    "CREATE_FAILED, DRIFTED",
    "UPDATE_ROLLBACK_COMPLETE, DRIFTED"
  })
  @DisplayName("that a failed deployment hasn't reached that its change is still to be written")
  void not_reached(String stackStatus, String status) throws Exception {
    aws.set(ARN, channels(365));
    aws.set(OTHER, channels(30));
    String template = template(Map.of("S", appInstance(ARN, "30"), "T", appInstance(OTHER, "30")));
    aws.deploy("App", template, new TreeMap<>(Map.of("S", ARN, "T", OTHER)));
    aws.stackStatus(stackStatus);
    aws.resourceStatus("T", "UPDATE_FAILED");
    assertThat(plan(Map.of("App", template)).outcomes())
        .filteredOn(it -> !it.startsWith("NO_CHANGE"))
        .singleElement()
        .asString()
        .startsWith(status + ": ");
  }

  /**
   * The CDK CLI first deletes a stack whose rollback failed, and CloudFormation a failed create.
   */
  @ParameterizedTest(name = "stack {0}, resource {1}, {2} days found, {3} declared, {4}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ROLLBACK_FAILED | DELETE_FAILED   | 365 | 30  | Delete | CHANGE: Setting ChannelRetentionDays to 30 hides
          ROLLBACK_FAILED | CREATE_COMPLETE | 30  | 30  | Delete | CHANGE: Setting ChannelRetentionDays to 30 hides
          ROLLBACK_FAILED | DELETE_FAILED   | 365 | 30  | Retain | FAILURE: ChannelRetentionDays of
          ROLLBACK_FAILED | DELETE_FAILED   | 30  | 30  | Retain | NO_CHANGE: No change
          CREATE_FAILED   | CREATE_FAILED   | 365 | 30  | Delete | CHANGE: Setting ChannelRetentionDays to 30 hides
          UPDATE_FAILED   | DELETE_FAILED   | 30  | 30  | Delete | CHANGE: Setting ChannelRetentionDays to 30 hides
          UPDATE_FAILED   | CREATE_COMPLETE | 365 | 30  | Delete | CHANGE: Shortening ChannelRetentionDays from 365 to 30
          ROLLBACK_FAILED | DELETE_FAILED   | 365 | off | Delete | CHANGE: No messages are hidden
          """)
  @DisplayName("that is deleted and created again that the days are set while the period is off")
  void created_again(
      String stackStatus,
      String resourceStatus,
      int found,
      String days,
      String policy,
      String start)
      throws Exception {
    String declared = days.equals("off") ? "{'Ref': 'AWS::NoValue'}" : days;
    aws.set(ARN, channels(found));
    Map<String, String> resources = new TreeMap<>();
    resources.put("S", appInstance(ARN, declared).replace("'Delete'", "'" + policy + "'"));
    resources.put("T", appInstance(OTHER, "30"));
    String template = template(resources);
    aws.deploy("App", template, new TreeMap<>(Map.of("S", ARN, "T", OTHER)));
    aws.stackStatus(stackStatus);
    aws.resourceStatus("S", resourceStatus);
    aws.resourceStatus("T", "UPDATE_FAILED");
    assertThat(plan(Map.of("App", template)).outcomes().get(0)).startsWith(start);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPDATE_ROLLBACK_FAILED", "DELETE_FAILED"})
  @DisplayName("of a stack that can't be deployed nothing, but what must be done first")
  void not_deployable(String stackStatus) throws Exception {
    String template = template(Map.of("S", appInstance(ARN, "30")));
    aws.deploy("App", template, Map.of("S", ARN));
    aws.stackStatus(stackStatus);
    aws.resourceStatus("S", "DELETE_FAILED");
    Run run = plan(Map.of("App", template));
    assertThat(run.json().path("Problems").get(0).asText())
        .isEqualTo(
            "Stack App was skipped: it can't be deployed in the status %s; complete its rollback or deletion first"
                .formatted(stackStatus));
    assertThat(run.outcomes()).isEmpty();
    assertThat(run.exitCode()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE_COMPLETE", "DELETE_SKIPPED"})
  @DisplayName("whose create failed or was rolled back that it is created")
  void rolled_back(String status) throws Exception {
    aws.set(ARN, channels(365));
    String template = template(Map.of("S", appInstance(ARN, "30")));
    aws.deploy("App", template, Map.of("S", ARN));
    aws.stackStatus("ROLLBACK_COMPLETE");
    aws.resourceStatus("S", status);
    assertThat(plan(Map.of("App", template)).outcomes())
        .singleElement()
        .asString()
        .startsWith("FAILURE: ChannelRetentionDays of " + ARN + " is already 365");
    assertThat(plan(Map.of("App", template(Map.of()))).outcomes()).isEmpty();
  }
}
