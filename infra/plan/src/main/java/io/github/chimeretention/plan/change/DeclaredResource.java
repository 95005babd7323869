package io.github.chimeretention.plan.change;

import io.github.chimeretention.lambda.retention.Decision;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.HiddenMessages;
import io.github.chimeretention.plan.service.Reading;
import java.time.LocalDate;
import java.util.Map;

/** A resource in the assembly. */
record DeclaredResource(PlannedResource unread, Declaration declaration, Event event)
    implements ComparedResource {
  private static final EffectiveSettings OFF = EffectiveSettings.of(Map.of(), null);

  /** The events that CloudFormation sends to the function for the identity. */
  enum Event {
    /** No event, because it detects no change. */
    NONE,
    UPDATE,
    CREATE,
    /** A Delete, which turns the periods off, and then a Create. */
    DELETE_AND_CREATE
  }

  @Override
  public PlannedResource planned(Reading reading, String declaredPath, LocalDate today) {
    EffectiveSettings found = reading.settings();
    Decision.Put put = declaration.put();
    if (put == null) {
      String unread = "; the settings could not be read: " + reading.problem();
      String why = declaration.obstacle() + (reading.problem().isEmpty() ? "" : unread);
      return planned(found, declaration.status(), why);
    }
    if (found == null) {
      return planned(null, Status.NOT_READ, reading.problem());
    }
    EffectiveSettings before = event == Event.DELETE_AND_CREATE ? OFF : found;
    if (put.isConfirmedBy(found) && put.isConfirmedBy(before)) {
      return planned(found, Status.NO_CHANGE, "No change");
    }
    if (event == Event.CREATE && !put.overwrites() && !put.conflict(found).isEmpty()) {
      return planned(found, Status.FAILURE, put.conflict(found));
    }
    if (event == Event.NONE && !declaration.undecided().isEmpty()) {
      return planned(found, Status.UNKNOWN, declaration.unknown());
    }
    if (event == Event.NONE) {
      return planned(
          found,
          Status.DRIFTED,
          "Not written, because the declaration is unchanged. To restore the declared settings, change the text of reapply; to keep the current settings, declare them");
    }
    String hidden = HiddenMessages.by(before.settings(), put.settings(), today);
    String message = hidden.isEmpty() ? "No messages are hidden" : hidden;
    return unread.with(found, Status.CHANGE, message, hidden);
  }

  private PlannedResource planned(EffectiveSettings found, Status status, String message) {
    return unread.with(found, status, message, "");
  }
}
