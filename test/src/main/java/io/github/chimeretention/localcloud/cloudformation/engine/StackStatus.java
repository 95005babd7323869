package io.github.chimeretention.localcloud.cloudformation.engine;

/** The status of a stack, and of its operation in progress. */
public enum StackStatus {
  REVIEW_IN_PROGRESS,
  CREATE_IN_PROGRESS,
  CREATE_COMPLETE,
  CREATE_FAILED,
  ROLLBACK_IN_PROGRESS,
  ROLLBACK_COMPLETE,
  ROLLBACK_FAILED,
  UPDATE_IN_PROGRESS,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
  UPDATE_COMPLETE,
  UPDATE_FAILED,
  UPDATE_ROLLBACK_IN_PROGRESS,
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
  UPDATE_ROLLBACK_COMPLETE,
  UPDATE_ROLLBACK_FAILED,
  DELETE_IN_PROGRESS,
  DELETE_COMPLETE,
  DELETE_FAILED;

  public boolean inProgress() {
    return this != REVIEW_IN_PROGRESS && name().endsWith("_IN_PROGRESS");
  }

  boolean complete() {
    return name().endsWith("_COMPLETE");
  }

  public boolean updatable() {
    return this == CREATE_COMPLETE
        || this == UPDATE_COMPLETE
        || this == UPDATE_ROLLBACK_COMPLETE
        || paused();
  }

  /** Whether an operation without rollback failed, so that the stack can be rolled back. */
  public boolean paused() {
    return this == CREATE_FAILED || this == UPDATE_FAILED;
  }

  boolean deploys() {
    return this == CREATE_IN_PROGRESS
        || this == UPDATE_IN_PROGRESS
        || this == UPDATE_COMPLETE_CLEANUP_IN_PROGRESS;
  }

  /** The status of a stack after its operation fails in this status. */
  StackStatus failed() {
    return valueOf(name().replaceFirst("(_COMPLETE_CLEANUP)?_IN_PROGRESS", "_FAILED"));
  }
}
