package io.github.chimeretention.localcloud.cloudformation;

/**
 * What becomes of what a resource stands for.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html">
 *     DeletionPolicy attribute</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatereplacepolicy.html">
 *     UpdateReplacePolicy attribute</a>
 */
record Policies(String deletionPolicy, String updateReplacePolicy) {
  /** Whether a deletion leaves it, other than the rollback of the operation that created it. */
  boolean retainedOnDelete() {
    return deletionPolicy.startsWith("Retain");
  }

  /** Whether the rollback of the operation that created it leaves it. */
  boolean retainedOnCreate() {
    return deletionPolicy.equals("Retain");
  }

  boolean retainedOnReplace() {
    return updateReplacePolicy.startsWith("Retain");
  }
}
