package io.github.chimeretention.plan.change;

import io.github.chimeretention.plan.service.Reading;
import java.time.LocalDate;

/** A resource in the deployed stack but not in the assembly. */
record RemovedResource(PlannedResource unread, Removal removal) implements ComparedResource {
  @Override
  public PlannedResource planned(Reading reading, String declaredPath, LocalDate today) {
    if (removal == Removal.RETAIN) {
      String moved = declaredPath == null ? "" : ", and " + declaredPath + " declares it";
      return planned(reading, Status.RETAINED, "Removed; the settings stay as they are" + moved);
    }
    if (reading.settings() == null) {
      return planned(reading, Status.NOT_READ, reading.problem());
    }
    String turnedOff =
        removal == Removal.UNKNOWN
            ? "Removed by a deployment that has failed or is in progress; the periods will be turned off, unless the removal policy is RETAIN"
            : declaredPath == null
                ? "Removed; the periods will be turned off, and messages are kept"
                : "Moved: removing this resource turns the periods off, although %s declares them. Set RETAIN here and deploy before you move it"
                    .formatted(declaredPath);
    return planned(reading, Status.TURN_OFF, turnedOff);
  }

  private PlannedResource planned(Reading reading, Status status, String message) {
    return unread.with(reading.settings(), status, message, "");
  }
}
