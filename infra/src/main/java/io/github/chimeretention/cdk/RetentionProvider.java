package io.github.chimeretention.cdk;

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

  private final EventInvokeConfig invokeConfig;
  private final int serviceTimeout;

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

  private RetentionProvider(Place place, FunctionOptions options) {
    super(place, options);
    invokeConfig = limitEvents(options.onFailure(), 1, Duration.seconds(options.timeout() + 120));
    serviceTimeout = ApplyingFunction.serviceTimeout(options.timeout());
    if (!role().takesPolicies()) {
      listPermissions(Access.READ_WRITE);
    }
  }

  /**
   * Returns the provider that the resources of the scope's stack share. If there is none yet, it is
   * added with all defaults.
   *
   * @throws IllegalArgumentException if another construct in the stack has the ID {@code
   *     RetentionProvider}
   */
  public static RetentionProvider shared(Construct scope) {
    return StackRetention.of(new Place(scope, SHARED_ID)).shared();
  }

  /**
   * Adds the provider that the resources of the scope's stack share, with options of the user's
   * choice.
   *
   * @throws IllegalArgumentException as {@link #RetentionProvider(Construct, String,
   *     RetentionProviderProps)} does, or if the stack has a shared provider already
   */
  public static RetentionProvider shared(Construct scope, RetentionProviderProps props) {
    return StackRetention.of(new Place(scope, SHARED_ID)).share(props);
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

  /** Adds a stack's shared provider. */
  static RetentionProvider share(Stack stack, RetentionProviderProps props) {
    Place place = new Place(stack, SHARED_ID);
    if (stack.getNode().tryFindChild(SHARED_ID) != null) {
      throw new IllegalArgumentException(
          "%s is another construct; the ID %s is reserved for the provider that the stack's resources share"
              .formatted(place.path(), SHARED_ID));
    }
    return new RetentionProvider(place, options(place, props));
  }

  @Override
  public String getFunctionArn() {
    return getFunction().getFunctionArn();
  }

  /** The seconds that CloudFormation waits for the function's response. */
  int serviceTimeout() {
    return serviceTimeout;
  }

  /** The limits on retries and age, which must exist before the first event. */
  Construct limits() {
    return invokeConfig;
  }

  private static FunctionOptions checked(Place place, RetentionProviderProps props) {
    if (place.id().equals(SHARED_ID) && place.scope() instanceof Stack) {
      throw place.mistake(
          "the ID is reserved for the provider that the stack's resources share; to choose its options, call RetentionProvider.shared(stack, props)");
    }
    return options(place, props);
  }

  /** Checked before anything is added to the stack, so that a mistake leaves nothing behind. */
  private static FunctionOptions options(Place place, RetentionProviderProps props) {
    CdkVersion.require();
    return new FunctionOptions(place, Handler.APPLY, props, props.getTimeout());
  }

  /** Declares a function with options of the user's choice. */
  public static final class Builder extends RetentionProviderProps.Options<Builder> {
    private final Construct scope;
    private final String id;

    private Builder(Construct scope, String id) {
      this.scope = scope;
      this.id = id;
    }

    /** Starts a declaration with the given place in the construct tree. */
    public static Builder create(Construct scope, String id) {
      return new Builder(scope, id);
    }

    /**
     * Adds the function to the stack.
     *
     * @throws IllegalArgumentException as {@link RetentionProvider#RetentionProvider(Construct,
     *     String, RetentionProviderProps)} does
     */
    public RetentionProvider build() {
      return new RetentionProvider(scope, id, new RetentionProviderProps(this));
    }
  }
}
