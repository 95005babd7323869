package io.github.chimeretention.localcloud.cloudformation;

/**
 * What happened to a resource, or to the stack itself; named as in CloudFormation's API.
 *
 * @param timestamp in ISO 8601
 * @param resourceStatus in CloudFormation's words, like CREATE_IN_PROGRESS
 * @param resourceStatusReason empty if there is none
 * @see "StackEvent"
 */
record StackEvent(
    String stackId,
    String stackName,
    String eventId,
    String timestamp,
    String resourceType,
    String logicalResourceId,
    String physicalResourceId,
    String resourceStatus,
    String resourceStatusReason) {
  static final String STACK_TYPE = "AWS::CloudFormation::Stack";

  boolean ofStack() {
    return resourceType.equals(STACK_TYPE);
  }
}
