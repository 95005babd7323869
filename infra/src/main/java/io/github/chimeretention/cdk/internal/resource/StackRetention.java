package io.github.chimeretention.cdk.internal.resource;

import io.github.chimeretention.cdk.internal.CdkVersion;
import io.github.chimeretention.cdk.internal.Partition;
import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.function.ApplyingFunction;
import io.github.chimeretention.cdk.internal.permission.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * State that the retention resources of one stack share: their identities, their functions with the
 * permissions, and the drift monitors. It is a construct, so that it lives as long as its stack.
 */
public final class StackRetention extends Construct {
  /** An ID that no user would choose for a construct. */
  private static final String ID = "io.github.chimeretention.StackRetention";

  private final Stack stack;
  private final String partition;
  private final AppRetention app;
  private final Map<String, Place> placeByIdentity = new HashMap<>();
  private final Map<IConstruct, ApplyingFunction> functions = new HashMap<>();
  private final List<RetentionResource> resources = new ArrayList<>();
  private final List<Consumer<RetentionResource>> monitors = new ArrayList<>();
  private Construct shared;

  private StackRetention(Stack stack) {
    super(stack, ID);
    this.stack = stack;
    partition = Partition.of(stack);
    app = AppRetention.of(stack);
    // By then, the user's aspects have been applied.
    getNode().addValidation(this::check);
  }

  public static StackRetention of(Place place) {
    Stack stack = place.scope() instanceof Stack itself ? itself : Stack.of(place.scope());
    if (stack.getNode().tryFindChild(ID) instanceof StackRetention found) {
      return found;
    }
    CdkVersion.require();
    return new StackRetention(stack);
  }

  public Stack stack() {
    return stack;
  }

  /** The provider that the resources share, or null if there is none yet. */
  public Construct shared() {
    return shared;
  }

  /** Sets the provider that the resources share. */
  public <T extends Construct> T share(T provider) {
    shared = provider;
    return provider;
  }

  /**
   * Returns the function that applies the settings of the stack's resources.
   *
   * @param provider one in another region is rejected (<i>AWS CloudFormation User Guide, Create
   *     custom provisioning logic with custom resources</i>: the service token must be in the
   *     stack's region)
   * @param of creates the provider's function for this stack
   */
  public ApplyingFunction function(
      IConstruct provider, Place place, Supplier<ApplyingFunction> of) {
    return functions.computeIfAbsent(provider, unused -> requireSameRegion(of.get(), place));
  }

  private ApplyingFunction requireSameRegion(ApplyingFunction function, Place place) {
    String region = stack.getRegion();
    String other = function.region();
    if (!region.equals(other) && !Token.isUnresolved(region) && !Token.isUnresolved(other)) {
      throw place.mistake(
          "provider is in the region %s; it must be in the stack's, %s".formatted(other, region));
    }
    return function;
  }

  /** A declaration that the stack has accepted, so that the construct can be created. */
  public record Declared(StackRetention stack, RetentionDeclaration declaration) {
    public Place place() {
      return declaration.place();
    }

    /** Adds the construct's resource to the template and to the drift monitors. */
    public RetentionResource resource(Resource construct) {
      RetentionResource resource = new RetentionResource(construct, declaration);
      stack.resources.add(resource);
      stack.monitors.forEach(monitor -> monitor.accept(resource));
      return resource;
    }
  }

  /** Accepts a declaration, unless the stack has already declared its identity. */
  public Declared declare(RetentionDeclaration resource) {
    Identity identity = resource.identity();
    Place place = resource.place();
    if (!partition.equals(Partition.NAME)) {
      throw place.mistake(
          "the stack's region is in the partition %s; it must be in the partition %s, the only one with Amazon Chime"
              .formatted(partition, Partition.NAME));
    }
    String key = identity.property() + " " + identity.canonical();
    Place earlier = placeByIdentity.putIfAbsent(key, place);
    if (earlier != null) {
      throw place.mistake(
          "%s is %s, which %s already declares; declare it only once per stack"
              .formatted(identity.option(), identity.canonical(), earlier.path()));
    }
    Place elsewhere = identity.isToken() ? null : app.declare(key, place);
    if (elsewhere != null) {
      resource.warning(
          "declaredInTwoStacks",
          "%s is %s, which %s also declares; the two stacks overwrite each other's settings"
              .formatted(identity.option(), identity.canonical(), elsewhere.path()));
    }
    return new Declared(this, resource);
  }

  /** Passes all resources to a drift monitor: those declared so far, and those declared later. */
  public void addMonitor(Consumer<RetentionResource> monitor) {
    monitors.add(monitor);
    resources.forEach(monitor);
  }

  /** Checks the resources at synthesis; findings are annotations. */
  private List<String> check() {
    resources.forEach(RetentionResource::check);
    app.check(stack, resources);
    return List.of();
  }
}
