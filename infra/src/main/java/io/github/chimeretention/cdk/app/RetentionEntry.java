package io.github.chimeretention.cdk.app;

import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/** An account or an app instance of the context, with its settings. */
sealed interface RetentionEntry permits AccountContext, AppInstanceContext {
  /** The shortest period; the constructs have the same limits. */
  int MIN_DAYS = 1;

  int MAX_DAYS = 5475;

  String REMOVAL_POLICY = "removalPolicy";
  String REAPPLY = "reapply";
  String OVERWRITE_EXISTING = "overwriteExisting";

  /** The identity in the form in which two spellings of it are equal. */
  String identity();

  /**
   * Adds the resource to the stack.
   *
   * @throws IllegalArgumentException if a value is not allowed
   */
  void declare(Construct scope, String id);

  /** A period of a number of days; null if it is off. */
  static Duration days(Integer days) {
    return days == null ? null : Duration.days(days);
  }

  /** The text whose change writes the settings again. */
  static String reapply(ContextObject entry) {
    return entry.text(REAPPLY, "(?s).*\\S.*", "a text, such as a date, as a string");
  }
}
