package io.github.chimeretention.plan.report;

import io.github.chimeretention.plan.change.Plan;

/** A form in which a plan is printed. */
public interface Report {
  /** Returns the plan's text, which ends with a line break. */
  String of(Plan plan);
}
