package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.RetentionType;
import io.github.chimeretention.localcloud.cloudformation.FaultHarness.Observation;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import java.util.List;
import java.util.Objects;

/**
 * A change of one type in one cell of the matrix.
 *
 * @param cell the expected outcome in the table
 * @param reason the reason in the table
 */
record FaultCell(
    FaultTarget.Scenario scenario, Change change, RetentionType type, String cell, String reason) {
  FaultTarget target() {
    return scenario.target();
  }

  /** The expected outcome of this change. */
  String expected() {
    String[] alternatives = cell.split("; ", -1);
    return alternatives[change == Change.DELETE ? alternatives.length - 1 : 0];
  }

  /** The parts that the reason of a failure must contain. */
  List<String> reasons() {
    String[] parts = reason.split(" … ", -1);
    return parts.length == 1
        ? List.of(parts)
        : List.of("Message returned: " + parts[0] + ": ", parts[1]);
  }

  Observation run(FaultHarness harness) {
    return harness.run(type, change, scenario);
  }

  /** Returns the table's word for an observation, or all its details if there is no such word. */
  String outcome(Observation observed) {
    Integer declared = change == Change.DELETE ? null : FaultHarness.DECLARED;
    boolean written = Objects.equals(observed.days(), declared);
    boolean asBefore = Objects.equals(observed.days(), change.before());
    if (observed.outcome() instanceof Outcome.Succeeded succeeded) {
      return succeeded.physicalId().equals(observed.identity()) && (written || asBefore)
          ? (written ? "done" : "gone")
          : observed.toString();
    }
    Outcome.Failed failed = (Outcome.Failed) observed.outcome();
    String reason = failed.reason();
    boolean ofIdentity = failed.physicalId().equals(observed.identity());
    if (reason.startsWith("CloudFormation did not receive a response") && written) {
      return "unheard";
    }
    if (reason.contains("It is not known whether the settings were written")
        && ofIdentity
        && (scenario.fault().arrives() ? written : asBefore)) {
      return "unknown";
    }
    boolean isReadFirst = change.before() == null && reason.contains("Get" + type.api().member());
    if ((isReadFirst || reason.contains("Put" + type.api().member()))
        && asBefore
        && failed.physicalId().equals(idBefore(observed))) {
      return "not done";
    }
    if ((reason.contains("Get" + type.api().member()) || reason.contains("but reports"))
        && written
        && ofIdentity) {
      return "unconfirmed";
    }
    return observed.toString();
  }

  @Override
  public String toString() {
    return "%s, %s at %s of %s: %s".formatted(scenario.fault(), target(), change, type, expected());
  }

  private String idBefore(Observation observed) {
    return change == Change.CREATE ? "chime-retention:not-created" : observed.physicalId();
  }
}
