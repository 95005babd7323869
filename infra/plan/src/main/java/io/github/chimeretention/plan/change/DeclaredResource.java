package io.github.chimeretention.plan.change;

import io.github.chimeretention.lambda.retention.Decision;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.HiddenMessages;
import io.github.chimeretention.plan.service.Reading;
import java.time.LocalDate;

/**
 * A resource in the assembly.
 *
 * @param isNew whether the function will get a Create event for this identity
 * @param isWritten whether CloudFormation will detect a change and send an event
 */
record DeclaredResource(
    String stack,
    String path,
    String type,
    Declaration declaration,
    boolean isNew,
    boolean isWritten) {
  String identity() {
    return declaration.identity();
  }

  PlannedResource planned(Reading reading, LocalDate today) {
    EffectiveSettings found = reading.settings();
    Decision.Put put = declaration.put();
    if (put == null) {
      String unread =
          reading.problem().isEmpty()
              ? ""
              : "; the settings could not be read: " + reading.problem();
      boolean incomplete = !unread.isEmpty() || declaration.status() == Status.NOT_READ;
      String message = declaration.obstacle() + unread;
      return planned(found, declaration.status(), message, "", incomplete);
    }
    if (found == null) {
      return planned(null, Status.NOT_READ, reading.problem(), "", true);
    }
    if (put.isConfirmedBy(found)) {
      return planned(found, Status.NO_CHANGE, "No change", "");
    }
    if (isNew && !put.overwrites() && !put.conflict(found).isEmpty()) {
      return planned(found, Status.FAILURE, put.conflict(found), "");
    }
    if (!isNew && !isWritten && !declaration.undecided().isEmpty()) {
      return planned(found, Status.UNKNOWN, declaration.unknown(), "");
    }
    if (!isNew && !isWritten) {
      return planned(
          found,
          Status.DRIFTED,
          "Not written, because the declaration is unchanged. To restore the declared settings, change the text of reapply; to keep the current settings, declare them",
          "");
    }
    String hidden = HiddenMessages.by(found.settings(), put.settings(), today);
    String message = hidden.isEmpty() ? "No messages are hidden" : hidden;
    return planned(found, Status.CHANGE, message, hidden);
  }

  private PlannedResource planned(
      EffectiveSettings found, Status status, String message, String hidden) {
    return planned(found, status, message, hidden, false);
  }

  private PlannedResource planned(
      EffectiveSettings found, Status status, String message, String hidden, boolean incomplete) {
    return new PlannedResource(
        stack,
        path,
        type,
        identity(),
        declaration.days(),
        found,
        status,
        message,
        hidden,
        incomplete);
  }
}
