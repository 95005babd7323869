package io.github.chimeretention.localcloud.cloudformation;

/** Where a stack's operation stands. */
enum StackStatus {
  REVIEW_IN_PROGRESS,
  CREATE_IN_PROGRESS,
  CREATE_COMPLETE,
  ROLLBACK_IN_PROGRESS,
  ROLLBACK_COMPLETE,
  ROLLBACK_FAILED,
  UPDATE_IN_PROGRESS,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
  UPDATE_COMPLETE,
  UPDATE_ROLLBACK_IN_PROGRESS,
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
  UPDATE_ROLLBACK_COMPLETE,
  UPDATE_ROLLBACK_FAILED,
  DELETE_IN_PROGRESS,
  DELETE_COMPLETE,
  DELETE_FAILED;

  boolean inProgress() {
    return this != REVIEW_IN_PROGRESS && name().endsWith("_IN_PROGRESS");
  }

  /** Whether a change set can be executed on a stack that exists. */
  boolean updatable() {
    return this == CREATE_COMPLETE
        || this == UPDATE_COMPLETE
        || this == UPDATE_ROLLBACK_COMPLETE
        || this == UPDATE_ROLLBACK_FAILED;
  }

  /** Of an operation that completes with this status, the one that it begins with. */
  StackStatus before() {
    return valueOf(name().replace("COMPLETE", "IN_PROGRESS"));
  }

  /** Of an update that completes with this status, the one while what is obsolete is deleted. */
  StackStatus cleaningUp() {
    return valueOf(name() + "_CLEANUP_IN_PROGRESS");
  }
}
