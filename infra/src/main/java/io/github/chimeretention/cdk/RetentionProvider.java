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
 * The Lambda function that applies retention settings, with its role and its log group. A stack's
 * resources share one, made when the first of them is declared. To choose the options of that one,
 * call {@link #shared(Construct, RetentionProviderProps)} before the first resource; to give a
 * resource a function of its own, build one and pass it as the resource's {@code provider}.
 *
 * <p>The wait for a lost response is limited. AWS CloudFormation invokes the function
 * asynchronously, and Lambda runs a failed invocation once more after a minute (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">retries
 * of asynchronous invocations</a>). So a resource's {@code ServiceTimeout} is twice the function's
 * timeout and two minutes: both attempts and the wait between them, with a minute to spare. An
 * event is dropped from Lambda's queue when it is older than the timeout and two minutes, so that
 * no attempt runs after CloudFormation has timed out, and undoes its rollback.
 *
 * <p>The role may write to the log group and call the actions of the resource types in use, on the
 * declared app instances only; nothing else. SnapStart is off: a version that was not called for 14
 * days is deactivated, and its next call fails (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html">SnapStart
 * errors</a>).
 */
public final class RetentionProvider extends RetentionFunction implements IRetentionProvider {
  /** The ID, in the stack, of the shared provider: its resources' logical IDs are made of it. */
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
   * @throws IllegalArgumentException if a property has a value that is not allowed, if two of them
   *     exclude each other, or if the ID is that of the stack's shared provider
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
   * Returns the provider that the resources of the scope's stack share. If there is none yet, it is
   * added with all defaults.
   *
   * @throws IllegalArgumentException if another construct in the stack has the ID {@code
   *     RetentionProvider}
   */
  public static RetentionProvider shared(Construct scope) {
    return shared(StackRetention.of(new Place(scope, SHARED_ID)));
  }

  /**
   * Adds the provider that the resources of the scope's stack share, with options of the user's
   * choice.
   *
   * @throws IllegalArgumentException as the constructor does, or if the stack has a shared provider
   *     already
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
   * Imports the function of a provider that another app has deployed. Its role is not changed: the
   * synthesis reports the permissions that the function needs for the resources that use it.
   *
   * @throws IllegalArgumentException if an attribute has a value that is not allowed
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

  /** The function for the resources of a stack, which gets the policies of the role. */
  private ApplyingFunction function(Stack stack) {
    // The policies depend on the limits, for a dependency less in each resource's template.
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

  /** Declares a function with options of the user's choice. */
  public static final class Builder extends RetentionProviderProps.Options<Builder> {
    private final Place place;

    private Builder(Place place) {
      this.place = place;
    }

    /** Starts a declaration with the given place in the construct tree. */
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
