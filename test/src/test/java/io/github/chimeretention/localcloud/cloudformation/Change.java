package io.github.chimeretention.localcloud.cloudformation;

/** A change that CloudFormation requests. */
enum Change {
  CREATE,
  /** An Update of the days. */
  UPDATE,
  /** An Update to another identity. */
  REPLACE,
  DELETE;

  /** The days of the identity before the change, null if its period is off. */
  Integer before() {
    return this == CREATE || this == REPLACE ? null : FaultHarness.BEFORE;
  }
}
