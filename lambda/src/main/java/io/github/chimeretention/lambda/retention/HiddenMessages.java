package io.github.chimeretention.lambda.retention;

import java.time.LocalDate;
import java.util.StringJoiner;

/**
 * Describes how a change of settings affects existing messages (<i>Amazon Chime SDK Developer
 * Guide, Managing message retention</i>, and <i>Amazon Chime Administration Guide, Restoring chat
 * messages</i>).
 */
public final class HiddenMessages {
  /** How long hidden messages can be restored after a period was set or changed. */
  private static final int GRACE_DAYS = 30;

  private HiddenMessages() {}

  /** Returns which messages are hidden and when they are deleted, or an empty text. */
  public static String by(RetentionSettings before, RetentionSettings after, LocalDate today) {
    StringJoiner sentence = new StringJoiner("; ");
    after
        .days()
        .forEach(
            (property, days) -> {
              Integer daysBefore = before.days().get(property);
              if (daysBefore == null || daysBefore > days) {
                sentence.add(
                    "%s hides messages from before %s, and deletes them permanently after %s unless the period is lengthened or turned off by then"
                        .formatted(
                            daysBefore == null
                                ? "Setting %s to %d".formatted(property, days)
                                : "Shortening %s from %d to %d"
                                    .formatted(property, daysBefore, days),
                            today.minusDays(days),
                            today.plusDays(GRACE_DAYS)));
              }
            });
    return sentence.toString();
  }
}
