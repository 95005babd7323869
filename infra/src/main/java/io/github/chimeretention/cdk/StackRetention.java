package io.github.chimeretention.cdk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.regioninfo.RegionInfo;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * State that the retention resources of one stack share: their identities, their functions with the
 * permissions, and the drift monitors. It is a construct, so that it lives exactly as long as its
 * stack.
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
  private final Map<IRetentionProvider, ApplyingFunction> functions = new HashMap<>();
  private final List<RetentionResource> resources = new ArrayList<>();
  private final List<RetentionDriftMonitor> monitors = new ArrayList<>();
  private RetentionProvider shared;

  private StackRetention(Stack stack) {
    super(stack, ID);
    this.stack = stack;
    partition = partition(stack);
    app = AppRetention.of(stack);
    // By then, the user's aspects have been applied.
    getNode().addValidation(this::check);
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
   * Returns the function that applies the settings of the stack's resources.
   *
   * @param chosen null for the stack's shared provider; one in another region is rejected (<i>AWS
   *     CloudFormation User Guide, Create custom provisioning logic with custom resources</i>: the
   *     service token must be in the stack's region)
   */
  ApplyingFunction function(IRetentionProvider chosen, Place place) {
    IRetentionProvider provider = chosen == null ? shared() : chosen;
    ApplyingFunction function = functions.get(provider);
    if (function == null) {
      function =
          provider instanceof ImportedProvider imported
              ? imported.function()
              : ApplyingFunction.of((RetentionProvider) provider, stack);
      requireSameRegion(function, place);
      functions.put(provider, function);
    }
    return function;
  }

  /** The stack's shared provider, with all defaults if there is none yet. */
  RetentionProvider shared() {
    return shared == null ? share(RetentionProviderProps.builder().build()) : shared;
  }

  /** Adds the stack's shared provider. */
  RetentionProvider share(RetentionProviderProps props) {
    if (shared != null) {
      throw new IllegalArgumentException(
          "%s is declared already, by an earlier call or by the first resource that uses it; call RetentionProvider.shared(stack, props) only once, before the first resource"
              .formatted(shared.getNode().getPath()));
    }
    shared = RetentionProvider.share(stack, props);
    return shared;
  }

  private void requireSameRegion(ApplyingFunction function, Place place) {
    String region = stack.getRegion();
    String other = function.region();
    if (!region.equals(other) && !Token.isUnresolved(region) && !Token.isUnresolved(other)) {
      throw place.mistake(
          "provider is in the region %s; it must be in the stack's, %s".formatted(other, region));
    }
  }

  /**
   * Registers the identity; one that another resource of the stack has declared is rejected.
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
          "%s is %s, which %s declares already; declare it only once per stack"
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

  /** Checks the resources at synthesis; findings are annotations. */
  private List<String> check() {
    resources.forEach(RetentionResource::check);
    for (IConstruct scope : stack.getNode().getScopes()) {
      for (IConstruct child : scope.getNode().getChildren()) {
        if (child instanceof RetentionGuardrail guardrail) {
          resources.forEach(guardrail::check);
        }
      }
    }
    return List.of();
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
