package io.github.chimeretention.cdk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.regioninfo.RegionInfo;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * What the retention resources of one stack share: the identities that they have declared, the
 * function, what its role may call for them, and who looks after them. It stands in the construct
 * tree, so that it lives exactly as long as its stack.
 */
final class StackRetention extends Construct {
  /** The only partition that Amazon Chime exists in. */
  static final String PARTITION = "aws";

  /** A name that no user would choose for a construct. */
  private static final String ID = "io.github.chimeretention.StackRetention";

  private final Stack stack;
  private final String partition;
  private final AppRetention app;
  private final Map<String, Place> placeByIdentity = new HashMap<>();
  private final Map<RetentionProvider, ResourcePermissions> permissions = new HashMap<>();
  private final List<RetentionResource> resources = new ArrayList<>();
  private final List<RetentionDriftMonitor> monitors = new ArrayList<>();
  private RetentionProvider shared;

  private StackRetention(Stack stack) {
    super(stack, ID);
    this.stack = stack;
    partition = partition(stack);
    app = AppRetention.of(stack);
    Aspects.of(this).add(new PolicyCheck(this));
  }

  /** The CDK visits it when all is declared. An app's own aspect would not see its stages. */
  private record PolicyCheck(StackRetention retention) implements IAspect {
    @Override
    public void visit(IConstruct node) {
      retention.checkPolicies();
    }
  }

  static StackRetention of(Place place) {
    Stack stack = place.scope() instanceof Stack itself ? itself : Stack.of(place.scope());
    if (stack.getNode().tryFindChild(ID) instanceof StackRetention found) {
      return found;
    }
    CdkVersion.require();
    return new StackRetention(stack);
  }

  /**
   * Returns what a provider's role may call for the stack's resources.
   *
   * @param chosen null for the stack's shared provider; one in another region is refused (<i>AWS
   *     CloudFormation User Guide, Create custom provisioning logic with custom resources</i>: the
   *     service token is of the stack's region)
   */
  ResourcePermissions permissions(RetentionProvider chosen, Place place) {
    return permissions.computeIfAbsent(
        chosen == null ? shared() : chosen,
        provider -> {
          requireSameRegion(provider, place);
          return new ResourcePermissions(provider, stack);
        });
  }

  private RetentionProvider shared() {
    if (shared == null) {
      shared = RetentionProvider.getOrCreate(stack);
    }
    return shared;
  }

  private void requireSameRegion(RetentionProvider provider, Place place) {
    String region = stack.getRegion();
    String other = Stack.of(provider).getRegion();
    if (!region.equals(other) && !Token.isUnresolved(region) && !Token.isUnresolved(other)) {
      throw place.mistake(
          "provider is in the region %s; it must be in the stack's, %s".formatted(other, region));
    }
  }

  /**
   * Notes the identity, which is refused if another resource of the stack has declared it.
   *
   * @return where another stack of the app has declared it, or null
   */
  Place declare(Identity identity, Place place) {
    if (!partition.equals(PARTITION)) {
      throw place.mistake(
          "the stack's region is in the partition %s; it must be in the partition %s, the only one with Amazon Chime"
              .formatted(partition, PARTITION));
    }
    String key = identity.property() + " " + identity.canonical();
    Place earlier = placeByIdentity.putIfAbsent(key, place);
    if (earlier != null) {
      throw place.mistake(
          "%s is %s, which %s declares already; it must be declared once in a stack"
              .formatted(identity.option(), identity.canonical(), earlier.path()));
    }
    return identity.isToken() ? null : app.declare(key, place);
  }

  /** Adds a resource that is declared, and shows it to the drift monitors. */
  void add(RetentionResource resource) {
    resources.add(resource);
    monitors.forEach(monitor -> monitor.consider(resource));
  }

  /** Shows a drift monitor all resources: those declared so far, and the later ones. */
  void add(RetentionDriftMonitor monitor) {
    monitors.add(monitor);
    resources.forEach(monitor::consider);
  }

  private void checkPolicies() {
    for (IConstruct scope : stack.getNode().getScopes()) {
      for (IConstruct child : scope.getNode().getChildren()) {
        if (child instanceof RetentionPolicy policy) {
          resources.forEach(policy::check);
        }
      }
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
