package io.github.chimeretention.localcloud.cloudformation;

/** A change that CloudFormation requests. */
enum Change {
  CREATE("Create"),
  /** An Update of the days. */
  UPDATE("Update"),
  /** An Update to another identity. */
  REPLACE("Update"),
  DELETE("Delete");

  final String requestType;

  Change(String requestType) {
    this.requestType = requestType;
  }

  /** The days of the identity before the change, null if its period is off. */
  Integer before() {
    return this == CREATE || this == REPLACE ? null : FaultHarness.BEFORE;
  }
}
