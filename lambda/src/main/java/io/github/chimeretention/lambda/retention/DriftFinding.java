package io.github.chimeretention.lambda.retention;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a resource's settings are as declared: a message for people, and members for records. */
public record DriftFinding(DriftStatus status, String message, Map<String, Object> evidence) {
  /**
   * The status of a resource, by CloudFormation's names (<i>AWS CloudFormation User Guide, Detect
   * unmanaged configuration changes</i>).
   */
  public enum DriftStatus {
    IN_SYNC,
    DRIFTED,
    NOT_CHECKED
  }

  /** Compares a declared resource with the service's settings. Writes nothing. */
  public static DriftFinding of(
      Object resourceType,
      Map<String, Object> properties,
      List<RetentionResource> resources,
      Deadline deadline,
      LocalDate today)
      throws InterruptedException {
    Map<String, Object> evidence = new LinkedHashMap<>();
    try {
      var declared = ResourceProperties.of(resourceType, properties, resources).put(true);
      evidence.put("Identity", declared.identity());
      evidence.put("Declared", declared.settings().days());
      return of(declared, deadline, today, evidence);
    } catch (RuntimeException e) {
      String why = e instanceof RetentionException ? e.getMessage() : e.toString();
      return new DriftFinding(DriftStatus.NOT_CHECKED, "Not checked: " + why, evidence);
    }
  }

  private static DriftFinding of(
      Decision.Put declared, Deadline deadline, LocalDate today, Map<String, Object> evidence)
      throws InterruptedException {
    try {
      EffectiveSettings effective = declared.resource().get(declared.identity(), deadline);
      evidence.put("Found", effective.settings().days());
      evidence.put("HiddenMessages", "");
      effective
          .initiateDeletionTimestamp()
          .ifPresent(time -> evidence.put("InitiateDeletionTimestamp", time));
      return declared.isConfirmedBy(effective)
          ? new DriftFinding(
              DriftStatus.IN_SYNC,
              "In sync: %s has %s".formatted(declared.identity(), declared.settings()),
              evidence)
          : drifted(declared, effective, today, evidence);
    } catch (RetentionException e) {
      if (e.effect() != Effect.NOT_FOUND) {
        throw e;
      }
      return new DriftFinding(
          DriftStatus.DRIFTED,
          "Drifted: %s doesn't exist. If it was deleted on purpose, remove its declaration with RETAIN: %s"
              .formatted(declared.identity(), e.getMessage()),
          evidence);
    }
  }

  private static DriftFinding drifted(
      Decision.Put declared,
      EffectiveSettings effective,
      LocalDate today,
      Map<String, Object> evidence) {
    String hidden = HiddenMessages.by(effective.settings(), declared.settings(), today);
    evidence.put("HiddenMessages", hidden);
    return new DriftFinding(
        DriftStatus.DRIFTED,
        "Drifted: %s has %s; declared: %s. To restore the declared settings, change the text of reapply and deploy; to keep the current settings, declare them%s"
            .formatted(
                declared.identity(),
                effective,
                declared.settings(),
                hidden.isEmpty() ? "" : ". " + hidden),
        evidence);
  }
}
