package io.github.chimeretention.cdk;

import io.github.chimeretention.cdk.internal.CdkVersion;
import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.function.ApplyingFunction;
import io.github.chimeretention.cdk.internal.function.FunctionDeclaration;
import io.github.chimeretention.cdk.internal.function.Handler;
import io.github.chimeretention.cdk.internal.permission.RetentionPermission.Access;
import io.github.chimeretention.cdk.internal.permission.RolePolicies;
import io.github.chimeretention.cdk.internal.resource.StackRetention;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.EventInvokeConfig;
import software.constructs.Construct;

/**
 * The Lambda function that applies retention settings, with its role and its log group. The
 * resources of a stack share one, which is added with the first resource. To choose its options,
 * call {@link #shared(Construct, RetentionProviderProps)} before the first resource. To use a
 * separate function for a resource, build one and pass it as the resource's {@code provider}.
 *
 * <p>The time that CloudFormation waits for a lost response is limited. It invokes the function
 * asynchronously, and Lambda repeats a failed invocation once, after a minute (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">retries
 * of asynchronous invocations</a>). So a resource's {@code ServiceTimeout} is twice the function's
 * timeout plus two minutes: both attempts, the wait between them, and a minute to spare. Lambda
 * drops an event that is older than the timeout plus two minutes, so that no attempt runs after
 * CloudFormation has timed out: it could undo the rollback.
 *
 * <p>The role may only write to the log group and call the actions of the resource types in use,
 * those of app instances only for the declared ARNs. SnapStart is off: a version that is not called
 * for 14 days becomes inactive, and its next call fails (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html">SnapStart
 * errors</a>).
 */
public final class RetentionProvider extends RetentionFunction implements IRetentionProvider {
  /** The shared provider's ID in the stack, which the logical IDs of its resources contain. */
  private static final String SHARED_ID = "RetentionProvider";

  private final FunctionDeclaration declared;
  private final EventInvokeConfig limits;

  /** Adds the function to the stack, with all defaults. */
  public RetentionProvider(Construct scope, String id) {
    this(scope, id, RetentionProviderProps.builder().build());
  }

  /**
   * Adds the function to the stack.
   *
   * @throws IllegalArgumentException if a property has an invalid value, if two properties exclude
   *     each other, or if the ID is reserved for the stack's shared provider
   */
  public RetentionProvider(Construct scope, String id, RetentionProviderProps props) {
    this(new Place(scope, id), props);
  }

  private RetentionProvider(Place place, RetentionProviderProps props) {
    this(place, checked(place, props));
  }

  private RetentionProvider(Place place, FunctionDeclaration declared) {
    super(place, declared);
    this.declared = declared;
    limits = limitEvents(declared.onFailure(), 1, Duration.seconds(declared.timeout() + 120));
  }

  /**
   * Returns the provider that the resources of the scope's stack share. If there is none yet, one
   * is added with all defaults.
   *
   * @throws IllegalArgumentException if another construct in the stack has the ID {@code
   *     RetentionProvider}
   */
  public static RetentionProvider shared(Construct scope) {
    return shared(StackRetention.of(new Place(scope, SHARED_ID)));
  }

  /**
   * Adds the provider that the resources of the scope's stack share, with the given options.
   *
   * @throws IllegalArgumentException as the constructor does, or if the stack already has a shared
   *     provider
   */
  public static RetentionProvider shared(Construct scope, RetentionProviderProps props) {
    StackRetention stack = StackRetention.of(new Place(scope, SHARED_ID));
    if (stack.shared() != null) {
      throw new IllegalArgumentException(
          "%s is declared already, by an earlier call or by the first resource that uses it; call RetentionProvider.shared(stack, props) only once, before the first resource"
              .formatted(stack.shared().getNode().getPath()));
    }
    return share(stack, props);
  }

  /**
   * Imports the function of a provider that another app has deployed.
   *
   * @throws IllegalArgumentException as {@link #fromAttributes} does
   */
  public static IRetentionProvider fromFunctionArn(Construct scope, String id, String functionArn) {
    return fromAttributes(
        scope, id, RetentionProviderAttributes.builder().functionArn(functionArn).build());
  }

  /**
   * Imports the function of a provider that another app has deployed. Its role is not changed;
   * synthesis reports the permissions that the role needs for the resources that use the function.
   *
   * @throws IllegalArgumentException if an attribute has an invalid value
   */
  public static IRetentionProvider fromAttributes(
      Construct scope, String id, RetentionProviderAttributes attributes) {
    CdkVersion.require();
    return ImportedProvider.of(new Place(scope, id), attributes);
  }

  /**
   * Returns the function that applies a resource's settings.
   *
   * @param chosen null for the provider that the stack's resources share
   */
  static ApplyingFunction function(IRetentionProvider chosen, StackRetention stack, Place place) {
    IRetentionProvider provider = chosen == null ? shared(stack) : chosen;
    return stack.function(
        provider,
        place,
        () ->
            provider instanceof ImportedProvider imported
                ? imported.function()
                : ((RetentionProvider) provider).function(stack.stack()));
  }

  /** Returns the function for the resources of a stack, to which the role's policies are added. */
  private ApplyingFunction function(Stack stack) {
    // The policies depend on the limits, so that each resource needs only one dependency.
    RolePolicies policies =
        new RolePolicies(
            stack,
            this,
            role(),
            Access.READ_WRITE,
            policy -> policy.getNode().addDependency(limits));
    Stack own = Stack.of(this);
    return new ApplyingFunction(
        own.getAccount(),
        own.getRegion(),
        getFunctionArn(),
        ApplyingFunction.serviceTimeout(declared.timeout()),
        getRole().getRoleArn(),
        identity -> Objects.requireNonNullElse(policies.allow(identity), limits));
  }

  private static RetentionProvider shared(StackRetention stack) {
    return stack.shared() instanceof RetentionProvider shared
        ? shared
        : share(stack, RetentionProviderProps.builder().build());
  }

  private static RetentionProvider share(StackRetention stack, RetentionProviderProps props) {
    Place place = new Place(stack.stack(), SHARED_ID);
    if (stack.stack().getNode().tryFindChild(SHARED_ID) != null) {
      throw new IllegalArgumentException(
          "%s is another construct; the ID %s is reserved for the provider that the stack's resources share"
              .formatted(place.path(), SHARED_ID));
    }
    return stack.share(
        new RetentionProvider(
            place,
            new FunctionDeclaration(place, Handler.APPLY, props.values(), props.getTimeout())));
  }

  @Override
  public String getFunctionArn() {
    return getFunction().getFunctionArn();
  }

  private static FunctionDeclaration checked(Place place, RetentionProviderProps props) {
    if (place.id().equals(SHARED_ID) && place.scope() instanceof Stack) {
      throw place.mistake(
          "the ID is reserved for the provider that the stack's resources share; to choose its options, call RetentionProvider.shared(stack, props)");
    }
    return new FunctionDeclaration(place, Handler.APPLY, props.values(), props.getTimeout());
  }

  /** Declares a function with options. */
  public static final class Builder extends RetentionProviderProps.Options<Builder> {
    private final Place place;

    private Builder(Place place) {
      this.place = place;
    }

    /** Returns a builder for a construct with the given scope and ID. */
    public static Builder create(Construct scope, String id) {
      return new Builder(new Place(scope, id));
    }

    /**
     * Adds the function to the stack.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public RetentionProvider build() {
      return new RetentionProvider(place, new RetentionProviderProps(this));
    }
  }
}
