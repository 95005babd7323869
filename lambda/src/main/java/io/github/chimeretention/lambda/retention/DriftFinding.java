package io.github.chimeretention.lambda.retention;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.util.List;
import java.util.Map;

/** Whether the service reports of a resource what is declared, in words for who has to act. */
public record DriftFinding(DriftStatus status, String message) {
  /**
   * What drift detection says of a resource, in CloudFormation's words (<i>AWS CloudFormation User
   * Guide, Detect unmanaged configuration changes</i>).
   */
  public enum DriftStatus {
    IN_SYNC,
    DRIFTED,
    NOT_CHECKED
  }

  /** Reads what the service reports of a declared resource, and nothing else. */
  public static DriftFinding of(
      Object resourceType,
      Map<String, Object> properties,
      List<RetentionResource> resources,
      Deadline deadline)
      throws InterruptedException {
    try {
      return of(ResourceProperties.of(resourceType, properties, resources).put(), deadline);
    } catch (RetentionException e) {
      return new DriftFinding(DriftStatus.NOT_CHECKED, "Not checked: " + e.getMessage());
    } catch (RuntimeException e) {
      return new DriftFinding(DriftStatus.NOT_CHECKED, "Not checked: " + e);
    }
  }

  private static DriftFinding of(Decision.Put declared, Deadline deadline)
      throws InterruptedException {
    if (deadline.left().isZero()) {
      return new DriftFinding(
          DriftStatus.NOT_CHECKED, "Not checked: the function's time was over before");
    }
    try {
      EffectiveSettings effective = declared.resource().get(declared.identity(), deadline);
      return declared.isConfirmedBy(effective)
          ? new DriftFinding(
              DriftStatus.IN_SYNC, "In sync: %s has %s".formatted(declared.identity(), effective))
          : drifted(declared, "has " + effective);
    } catch (ServiceCallException e) {
      if (e.effect() != Effect.NOT_FOUND) {
        throw e;
      }
      return drifted(declared, "is not there (" + e.getMessage() + ")");
    }
  }

  private static DriftFinding drifted(Decision.Put declared, String found) {
    return new DriftFinding(
        DriftStatus.DRIFTED,
        "Drifted: %s %s; declared is %s. To write that again, change its reapply and deploy"
            .formatted(declared.identity(), found, declared.settings()));
  }
}
