package io.github.chimeretention.localcloud.cloudformation;

/** What CloudFormation asks for. */
enum Change {
  CREATE("Create"),
  /** Of the days. */
  UPDATE("Update"),
  /** An update to another identity. */
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
