package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.aws.Caller;
import java.util.UUID;

/** A stack's name, its id and its region. */
record StackIdentity(String stackName, String stackId, String region) {
  static StackIdentity create(String stackName, String region) {
    return create(stackName, Caller.DEFAULT_ACCOUNT, region);
  }

  static StackIdentity create(String stackName, String account, String region) {
    String stackId =
        "arn:%s:cloudformation:%s:%s:stack/%s/%s"
            .formatted(PseudoParameters.PARTITION, region, account, stackName, UUID.randomUUID());
    return new StackIdentity(stackName, stackId, region);
  }

  String account() {
    return stackId.split(":", -1)[4];
  }

  /** An ARN in the stack's account and region. */
  String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s"
        .formatted(PseudoParameters.PARTITION, service, region, account(), resource);
  }

  /** A name as CloudFormation makes one up for a resource that has none. */
  String generateName(String logicalId) {
    String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    String name = stackName + "-" + logicalId;
    return name.substring(0, Math.min(name.length(), 51)) + "-" + random;
  }
}
