package io.github.chimeretention.cdk.internal;

import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.regioninfo.RegionInfo;

/** The AWS partition that Amazon Chime exists in. */
public final class Partition {
  /** The only partition with Amazon Chime. */
  public static final String NAME = "aws";

  private Partition() {}

  /** The partition of a region, or null if this version of the AWS CDK doesn't know the region. */
  public static String ofRegion(String region) {
    return RegionInfo.get(region).getPartition();
  }

  /** The partition of a stack's region, with a warning if the region is unknown. */
  public static String of(Stack stack) {
    String region = stack.getRegion();
    String known = Token.isUnresolved(region) ? NAME : ofRegion(region);
    if (known != null) {
      return known;
    }
    Annotations.of(stack)
        .addWarningV2(
            "chime-retention:unknownRegion",
            "Region %s is not known to this version of the AWS CDK; Amazon Chime exists in the partition %s only"
                .formatted(region, NAME));
    return NAME;
  }
}
