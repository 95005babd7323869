package io.github.chimeretention.localcloud.cloudformation;

import java.util.UUID;

/** A stack's name, its id and its region. */
record StackIdentity(String stackName, String stackId, String region) {
  static StackIdentity create(final String stackName, final String region) {
    final String stackId =
        "arn:%s:cloudformation:%s:%s:stack/%s/%s"
            .formatted(
                PseudoParameters.PARTITION,
                region,
                PseudoParameters.ACCOUNT_ID,
                stackName,
                UUID.randomUUID());
    return new StackIdentity(stackName, stackId, region);
  }

  /** An ARN in the stack's account and region. */
  String arn(final String service, final String resource) {
    return "arn:%s:%s:%s:%s:%s"
        .formatted(
            PseudoParameters.PARTITION, service, region, PseudoParameters.ACCOUNT_ID, resource);
  }

  /** A name as CloudFormation makes one up for a resource that has none. */
  String generateName(final String logicalId) {
    final String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    final String name = stackName + "-" + logicalId;
    return name.substring(0, Math.min(name.length(), 51)) + "-" + random;
  }
}
