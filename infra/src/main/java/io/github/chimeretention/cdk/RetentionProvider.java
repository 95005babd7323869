package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.EventInvokeConfig;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The Lambda function that applies retention settings, with its role and its log group. A stack's
 * resources share one, made when the first of them is declared; build one to choose its options,
 * and give it the ID {@value #DEFAULT_ID} in the stack, before the first resource, to make it the
 * shared one.
 *
 * <p>How a lost response is bounded: AWS CloudFormation invokes the function asynchronously, and
 * Lambda runs a failed invocation once more after a minute (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">retries
 * of asynchronous invocations</a>). So a resource's {@code ServiceTimeout} is twice the function's
 * timeout and two minutes: both attempts and the wait between them, with a minute to spare. An
 * event is dropped from Lambda's queue when it is older than the timeout and two minutes, so that
 * no attempt outlives CloudFormation's patience and undoes its rollback.
 *
 * <p>The role may write to the log group and call the actions of the resource types in use, on the
 * declared app instances only; nothing else. SnapStart is off: a version that was not called for 14
 * days is deactivated, and its next call fails (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html">SnapStart
 * errors</a>).
 */
public final class RetentionProvider extends RetentionFunction {
  /** The ID, in the stack, of the provider that the stack's resources share. */
  public static final String DEFAULT_ID = "RetentionProvider";

  private final EventInvokeConfig invokeConfig;
  private final Duration serviceTimeout;

  /** Adds the function to the stack, with all defaults. */
  public RetentionProvider(Construct scope, String id) {
    this(scope, id, RetentionProviderProps.builder().build());
  }

  /**
   * Adds the function to the stack.
   *
   * @throws IllegalArgumentException if a property has a value that is not allowed, if two of them
   *     exclude each other, or if the stack's resources share another provider already
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
    serviceTimeout = Duration.seconds(2 * options.timeout() + 120);
    if (!role().takesPolicies()) {
      tellPermissions(Access.READ_WRITE);
    }
  }

  /**
   * The provider that the resources of the scope's stack share: the one with the ID {@value
   * #DEFAULT_ID} in the stack, made with all defaults if there is none.
   *
   * @throws IllegalArgumentException if another kind of construct has that ID
   */
  public static RetentionProvider getOrCreate(Construct scope) {
    Stack stack = Stack.of(scope);
    IConstruct found = stack.getNode().tryFindChild(DEFAULT_ID);
    if (found == null) {
      return new RetentionProvider(stack, DEFAULT_ID);
    }
    if (found instanceof RetentionProvider provider) {
      return provider;
    }
    throw new IllegalArgumentException(
        "%s is another construct; it must be a RetentionProvider, for whose sake the ID %s is reserved"
            .formatted(found.getNode().getPath(), DEFAULT_ID));
  }

  /** How long CloudFormation waits for the function's response. */
  Duration serviceTimeout() {
    return serviceTimeout;
  }

  /** The limits on retries and age, which the first event must find in place. */
  Construct limits() {
    return invokeConfig;
  }

  /** Before anything is added to the stack: what is refused must leave nothing behind. */
  private static FunctionOptions checked(Place place, RetentionProviderProps props) {
    CdkVersion.require();
    if (place.id().equals(DEFAULT_ID)
        && place.scope().getNode().tryFindChild(DEFAULT_ID) instanceof RetentionProvider) {
      throw new IllegalArgumentException(
          "%s is declared already, by the first resource that uses it; it must be declared before that one"
              .formatted(place.path()));
    }
    return new FunctionOptions(place, Handler.APPLY, props, props.getTimeout());
  }

  /** Declares a function with options of the user's choice. */
  public static final class Builder extends RetentionProviderOptions<Builder> {
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
