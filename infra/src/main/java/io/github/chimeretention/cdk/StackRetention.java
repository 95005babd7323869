package io.github.chimeretention.cdk;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.regioninfo.RegionInfo;
import software.constructs.Construct;

/**
 * What the retention resources of one stack share: the identities that they have declared, the
 * function, and what its role may call for them. It stands in the construct tree, so that it lives
 * exactly as long as its stack.
 */
final class StackRetention extends Construct {
  /** The only partition that Amazon Chime exists in. */
  static final String PARTITION = "aws";

  private static final String ID = "RetentionIdentities";

  private final Stack stack;
  private final String partition;
  private final Map<String, Construct> ownerByIdentity = new HashMap<>();
  private final Map<RetentionProvider, ResourcePermissions> permissions = new HashMap<>();
  private RetentionProvider provider;

  private StackRetention(Stack stack) {
    super(stack, ID);
    this.stack = stack;
    partition = partition(stack);
  }

  static StackRetention of(Construct scope) {
    Stack stack = scope instanceof Stack itself ? itself : Stack.of(scope);
    return stack.getNode().tryFindChild(ID) instanceof StackRetention found
        ? found
        : new StackRetention(stack);
  }

  /** Returns the provider for resources that name none. */
  RetentionProvider provider() {
    if (provider == null) {
      provider = RetentionProvider.getOrCreate(stack);
    }
    return provider;
  }

  /**
   * Returns what a provider's role may call for the stack's resources.
   *
   * @param owner the construct that names the provider, which is refused if it is in another region
   *     (<i>AWS CloudFormation User Guide, Create custom provisioning logic with custom
   *     resources</i>: the service token is of the stack's region)
   */
  ResourcePermissions permissions(RetentionProvider chosen, Construct owner) {
    return permissions.computeIfAbsent(
        chosen,
        it -> {
          requireSameRegion(it, owner);
          return new ResourcePermissions(it, stack);
        });
  }

  private void requireSameRegion(RetentionProvider chosen, Construct owner) {
    String region = stack.getRegion();
    String other = Stack.of(chosen).getRegion();
    if (!region.equals(other) && !Token.isUnresolved(region) && !Token.isUnresolved(other)) {
      throw new IllegalArgumentException(
          "%s: provider is in %s; allowed is one in the stack's region, %s"
              .formatted(owner.getNode().getPath(), other, region));
    }
  }

  /**
   * Notes the identity, which is refused if another resource of the stack has declared it.
   *
   * @param identity in the form in which two spellings of the same identity are equal
   * @param owner the construct that declares it
   * @param property the property that holds it, for the error
   */
  void declare(String identity, Construct owner, String property) {
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
