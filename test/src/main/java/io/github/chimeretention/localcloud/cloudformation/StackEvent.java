package io.github.chimeretention.localcloud.cloudformation;

/**
 * What happened to a resource, or to the stack itself.
 *
 * @param timestamp in ISO 8601
 * @param resourceStatus in CloudFormation's words, like CREATE_IN_PROGRESS
 * @param reason empty if there is none
 */
record StackEvent(
    String eventId,
    String timestamp,
    String stackName,
    String resourceStatus,
    String resourceType,
    String logicalResourceId,
    String physicalResourceId,
    String reason) {
  static final String STACK_TYPE = "AWS::CloudFormation::Stack";

  boolean ofStack() {
    return resourceType.equals(STACK_TYPE);
  }
}
