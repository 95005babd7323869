package io.github.chimeretention.cdk.app;

import io.github.chimeretention.cdk.RetentionSettingsProps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;

/**
 * The settings of an account or an app instance as declared in the context.
 *
 * @param days by the period's name; a period that is off is missing
 * @param reapply the text whose change writes the settings again, or null
 */
record RetentionEntry(
    String identity,
    Map<String, Integer> days,
    RemovalPolicy removalPolicy,
    String reapply,
    boolean overwriteExisting) {
  /** The shortest period; the constructs have the same limits. */
  static final int MIN_DAYS = 1;

  static final int MAX_DAYS = 5475;

  private static final List<String> OPTIONS =
      List.of("removalPolicy", "reapply", "overwriteExisting");

  static RetentionEntry of(ContextObject entry, RetentionSection section) {
    List<String> known = new ArrayList<>(List.of(section.identity));
    known.addAll(section.periods);
    known.addAll(OPTIONS);
    entry.allowOnly(known);
    String identity = entry.required(section.identity, section.identityMustBe);
    Map<String, Integer> days = new LinkedHashMap<>();
    for (String period : section.periods) {
      Integer number = entry.number(period, MIN_DAYS, MAX_DAYS);
      if (number != null) {
        days.put(period, number);
      }
    }
    return new RetentionEntry(
        identity,
        Collections.unmodifiableMap(days),
        entry.removalPolicy(),
        entry.text("reapply", "(?s).*\\S.*", "a text, such as a date, as a string"),
        entry.flag("overwriteExisting"));
  }

  <B extends RetentionSettingsProps.Options<B>> B applyTo(B builder) {
    return builder
        .removalPolicy(removalPolicy)
        .reapply(reapply)
        .overwriteExisting(overwriteExisting);
  }

  /** A period, or null if it is off. */
  Duration period(String name) {
    return days.containsKey(name) ? Duration.days(days.get(name)) : null;
  }
}
