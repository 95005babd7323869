package io.github.chimeretention.plan.change;

import io.github.chimeretention.plan.assembly.Template;

/** What CloudFormation does to a resource that a deployment removes. */
enum Removal {
  DELETE,
  RETAIN,
  /** Depends on the removal policy, which is not in the deployed template. */
  UNKNOWN;

  /**
   * @param old the resource in the deployed template; null if that has none
   */
  static Removal of(Template.Resource old) {
    return old == null ? UNKNOWN : of(old.retainedOnRemoval());
  }

  static Removal of(boolean retained) {
    return retained ? RETAIN : DELETE;
  }
}
