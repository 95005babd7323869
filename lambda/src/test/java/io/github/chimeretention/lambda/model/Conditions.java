package io.github.chimeretention.lambda.model;

import java.time.Duration;

/**
 * Under which one event is handled.
 *
 * @param fault what goes wrong
 * @param report what the service's response to a put reports
 * @param lag for how long reads report what was there before a put
 */
record Conditions(Fault fault, Report report, Duration lag) {
  static final Conditions CALM = new Conditions(Fault.NONE, Report.SETTINGS, Duration.ZERO);

  /** What a response to a put reports. */
  enum Report {
    SETTINGS,
    NOTHING,
    SETTINGS_BEFORE
  }

  /**
   * Whether an accepted put is confirmed.
   *
   * @param changesNothing whether what was put was there before
   */
  boolean confirmPut(boolean changesNothing) {
    return !fault.leavesPutUnconfirmed()
        || report == Report.SETTINGS
        || (changesNothing
            && (report == Report.SETTINGS_BEFORE || fault == Fault.READS_LAG_TOO_LONG));
  }

  /**
   * Whether an accepted Delete is believed: it is read back only if its response contradicts it.
   */
  boolean confirmDelete(boolean changesNothing) {
    return report != Report.SETTINGS_BEFORE
        || fault == Fault.GET_FINDS_NOTHING
        || confirmPut(changesNothing);
  }

  Conditions with(Fault other) {
    return new Conditions(other, report, lag);
  }

  @Override
  public String toString() {
    return fault
        + (report == Report.SETTINGS ? "" : ", put reports " + report)
        + (lag.isZero() ? "" : ", reads lag " + lag.toSeconds() + " s");
  }
}
