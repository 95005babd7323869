package io.github.chimeretention.plan.report;

import io.github.chimeretention.plan.change.Plan;

/** An output format of a plan. */
public interface Report {
  /** Returns the plan's text, which ends with a line break. */
  String of(Plan plan);
}
