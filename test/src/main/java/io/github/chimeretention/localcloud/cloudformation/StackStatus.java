package io.github.chimeretention.localcloud.cloudformation;

/**
 * Where a stack's operation stands.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html">
 *     Stack status codes</a>
 */
public enum StackStatus {
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

  /** Whether the stack never came to stand: it can only be deleted. */
  boolean creationFailed() {
    return this == ROLLBACK_COMPLETE || this == ROLLBACK_FAILED || this == DELETE_FAILED;
  }
}
