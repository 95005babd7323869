package io.github.chimeretention.localcloud.cloudformation;

import java.time.Instant;

/**
 * What happened to a resource, or to the stack itself.
 *
 * @param resourceStatus in CloudFormation's words, like CREATE_IN_PROGRESS
 * @param reason empty if there is none
 */
public record StackEvent(
    Instant timestamp,
    String stackName,
    String resourceStatus,
    String resourceType,
    String logicalResourceId,
    String physicalResourceId,
    String reason) {
  public static final String STACK_TYPE = "AWS::CloudFormation::Stack";
}
