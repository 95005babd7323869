package io.github.chimeretention.cdk;

import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.EventInvokeConfig;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
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
public final class RetentionProvider extends Construct implements IGrantable, IConnectable {
  /** The ID, in the stack, of the provider that the stack's resources share. */
  public static final String DEFAULT_ID = "RetentionProvider";

  private final IRole role;
  private final ILogGroup logGroup;
  private final Function function;
  private final EventInvokeConfig invokeConfig;
  private final Duration serviceTimeout;
  private final String permissionsId;
  private final boolean mayAttachPolicies;

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
    this(scope, id, props, checked(new Place(scope, id), props));
  }

  private RetentionProvider(
      Construct scope, String id, RetentionProviderProps props, FunctionOptions options) {
    super(scope, id);
    role = props.getRole() == null ? newRole() : props.getRole();
    logGroup = props.getLogGroup() == null ? newLogGroup(props) : props.getLogGroup();
    logGroup.grantWrite(role);
    if (props.getVpc() != null) {
      allowVpc();
    }
    mayAttachPolicies = hasPolicy(role);
    function = options.function(this, role, logGroup);
    invokeConfig =
        EventInvokeConfig.Builder.create(this, "InvokeConfig")
            .function(function)
            .retryAttempts(1)
            .maxEventAge(Duration.seconds(options.timeout() + 120))
            .build();
    serviceTimeout = Duration.seconds(2 * options.timeout() + 120);
    permissionsId = "RetentionPermissions" + getNode().getAddr();
    if (!mayAttachPolicies) {
      tellPermissions();
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

  /** Returns the function that CloudFormation calls. */
  public IFunction getFunction() {
    return function;
  }

  /** Returns the role that the function runs with. */
  public IRole getRole() {
    return role;
  }

  /** Returns the log group that the function writes to. */
  public ILogGroup getLogGroup() {
    return logGroup;
  }

  /** Returns the principal to which a grant gives access: the function's role. */
  @Override
  public IPrincipal getGrantPrincipal() {
    return role.getGrantPrincipal();
  }

  /**
   * Returns the function's network connections, to allow or refuse them.
   *
   * @throws RuntimeException if the function is not in a VPC
   */
  @Override
  public Connections getConnections() {
    return function.getConnections();
  }

  /** Lets somebody else than CloudFormation invoke the function. */
  public Grant grantInvoke(IGrantable grantee) {
    return function.grantInvoke(grantee);
  }

  /** Returns a metric of the function by its name in the namespace {@code AWS/Lambda}. */
  public Metric metric(String name, MetricOptions options) {
    return function.metric(name, options);
  }

  /** Returns how many invocations ended in an error, such as a response that was not accepted. */
  public Metric metricErrors() {
    return function.metricErrors();
  }

  /** Returns how many invocations ended in an error, with the given options. */
  public Metric metricErrors(MetricOptions options) {
    return function.metricErrors(options);
  }

  /** Returns how many invocations Lambda has throttled. */
  public Metric metricThrottles() {
    return function.metricThrottles();
  }

  /** Returns how many invocations Lambda has throttled, with the given options. */
  public Metric metricThrottles(MetricOptions options) {
    return function.metricThrottles(options);
  }

  /** Returns how long the invocations took. */
  public Metric metricDuration() {
    return function.metricDuration();
  }

  /** Returns how long the invocations took, with the given options. */
  public Metric metricDuration(MetricOptions options) {
    return function.metricDuration(options);
  }

  /** The ID, in any stack, of what the role may call for that stack's resources. */
  String permissionsId() {
    return permissionsId;
  }

  /** How long CloudFormation waits for the function's response. */
  Duration serviceTimeout() {
    return serviceTimeout;
  }

  /** Whether policies can be attached to the role: not to an immutable one. */
  boolean mayAttachPolicies() {
    return mayAttachPolicies;
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
    return new FunctionOptions(place, props);
  }

  /** A grant puts a policy below a role that may be changed. */
  private static boolean hasPolicy(IRole role) {
    return role.getNode().findAll().stream().anyMatch(Policy.class::isInstance);
  }

  private void tellPermissions() {
    Annotations.of(this)
        .addInfo(
            "The role is immutable. It must allow logs:CreateLogStream and logs:PutLogEvents on the log group, %s on * for Amazon Chime accounts, and %s on the ARNs of app instances"
                .formatted(
                    String.join(" and ", RetentionPermission.ACCOUNT.actions()),
                    String.join(" and ", RetentionPermission.APP_INSTANCE.actions())));
  }

  private IRole newRole() {
    return Role.Builder.create(this, "Role")
        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
        .description("Of the function that applies Amazon Chime retention settings")
        .build();
  }

  private ILogGroup newLogGroup(RetentionProviderProps props) {
    return LogGroup.Builder.create(this, "LogGroup")
        .retention(
            props.getLogRetention() == null ? RetentionDays.THREE_MONTHS : props.getLogRetention())
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }

  private void allowVpc() {
    role.addManagedPolicy(
        ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSLambdaVPCAccessExecutionRole"));
    if (role instanceof Role own) {
      NagFinding.VPC_POLICY.suppress(
          (CfnResource) own.getNode().getDefaultChild(),
          "The policy that AWS maintains for a function in a VPC");
    }
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
