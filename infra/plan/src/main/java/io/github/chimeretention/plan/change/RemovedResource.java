package io.github.chimeretention.plan.change;

import io.github.chimeretention.plan.service.Reading;

/** A resource in the deployed stack but not in the assembly. */
record RemovedResource(String stack, String path, String type, String identity, Removal removal) {
  /**
   * @param newPath the path of the resource that now declares the same identity, or null
   */
  PlannedResource planned(Reading reading, String newPath) {
    if (removal == Removal.RETAIN) {
      String moved = newPath == null ? "" : ", and " + newPath + " declares it";
      return planned(reading, Status.RETAINED, "Removed; the settings stay as they are" + moved);
    }
    if (reading.settings() == null) {
      return planned(reading, Status.NOT_READ, reading.problem());
    }
    if (removal == Removal.UNKNOWN) {
      return planned(
          reading,
          Status.TURN_OFF,
          "Removed by a deployment that has failed or is in progress; the periods will be turned off, unless the removal policy is RETAIN");
    }
    return planned(
        reading,
        Status.TURN_OFF,
        newPath == null
            ? "Removed; the periods will be turned off, and messages are kept"
            : "Moved: removing this resource turns the periods off, although %s declares them. Set RETAIN here and deploy before you move it"
                .formatted(newPath));
  }

  private PlannedResource planned(Reading reading, Status status, String message) {
    return new PlannedResource(
        stack,
        path,
        type,
        identity,
        null,
        reading.settings(),
        status,
        message,
        "",
        status == Status.NOT_READ);
  }
}
