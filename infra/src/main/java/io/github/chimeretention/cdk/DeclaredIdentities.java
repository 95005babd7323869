package io.github.chimeretention.cdk;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.regioninfo.RegionInfo;
import software.constructs.Construct;

/**
 * The identities that one stack's retention resources have declared. It stands in the construct
 * tree, so that it lives exactly as long as its stack.
 */
final class DeclaredIdentities extends Construct {
  /** The only partition that Amazon Chime exists in. */
  static final String PARTITION = "aws";

  private static final String ID = "RetentionIdentities";

  private final String partition;
  private final Map<String, Construct> ownerByIdentity = new HashMap<>();

  private DeclaredIdentities(Stack stack) {
    super(stack, ID);
    partition = partition(stack);
  }

  static DeclaredIdentities in(Stack stack) {
    return stack.getNode().tryFindChild(ID) instanceof DeclaredIdentities found
        ? found
        : new DeclaredIdentities(stack);
  }

  /**
   * Notes the identity, which is refused if another resource of the stack has declared it.
   *
   * @param identity in the form in which two spellings of the same identity are equal
   * @param owner the construct that declares it
   * @param property the property that holds it, for the error
   */
  void add(String identity, Construct owner, String property) {
    if (!partition.equals(PARTITION)) {
      throw new IllegalArgumentException(
          "%s: the stack's region is in the partition %s; Amazon Chime exists in the partition %s only"
              .formatted(owner.getNode().getPath(), partition, PARTITION));
    }
    Construct earlier = ownerByIdentity.putIfAbsent(property + " " + identity, owner);
    if (earlier != null) {
      throw new IllegalArgumentException(
          "%s: %s %s is declared by %s already; allowed is one declaration in a stack"
              .formatted(
                  owner.getNode().getPath(), property, identity, earlier.getNode().getPath()));
    }
  }

  private static String partition(Stack stack) {
    String region = stack.getRegion();
    if (Token.isUnresolved(region)) {
      return PARTITION;
    }
    String known = RegionInfo.get(region).getPartition();
    if (known != null) {
      return known;
    }
    Annotations.of(stack)
        .addWarningV2(
            "chime-retention:unknownRegion",
            "Region %s is not known to this version of the AWS CDK; Amazon Chime exists in the partition %s only"
                .formatted(region, PARTITION));
    return PARTITION;
  }
}
