package io.github.chimeretention.cdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IManagedPolicy;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.EventInvokeConfig;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The Lambda function that applies retention settings, with its role and its log group. A stack's
 * resources share one, made when the first of them is declared; build one to choose its options,
 * and give it the id {@value #DEFAULT_ID} in the stack to make it the shared one.
 *
 * <p>How a lost answer is bounded: CloudFormation invokes the function asynchronously, and Lambda
 * runs a failed invocation once more after a minute (<a
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
public final class RetentionProvider extends Construct implements IGrantable {
  /** The id, in the stack, of the provider that the stack's resources share. */
  public static final String DEFAULT_ID = "RetentionProvider";

  private static final String HANDLER =
      "io.github.chimeretention.lambda.RetentionHandler::handleRequest";
  private static final int MAX_TIMEOUT_SECONDS = 900;

  private final IRole role;
  private final ILogGroup logGroup;
  private final Policy policy;
  private final Function function;
  private final EventInvokeConfig invokeConfig;
  private final String serviceToken;
  private final String serviceTimeout;
  private final String permissionsId;
  private final Set<String> resourceTypes = new TreeSet<>();

  private RetentionProvider(Builder declared) {
    super(declared.scope, declared.id);
    String path = getNode().getPath();
    refuseBoth(path, "role", declared.role, "permissionsBoundary", declared.permissionsBoundary);
    refuseBoth(path, "logGroup", declared.logGroup, "logRetention", declared.logRetention);
    refuseOldRuntime(declared.runtime, path);
    int timeout = timeoutSeconds(declared.timeout, path);

    role = declared.role == null ? role(declared) : declared.role;
    logGroup = declared.logGroup == null ? logGroup(declared) : declared.logGroup;
    policy = new Policy(this, "Policy");
    role.attachInlinePolicy(policy);
    allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), logGroup.getLogGroupArn());
    if (declared.vpc != null) {
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
      allow(
          List.of(
              "ec2:AssignPrivateIpAddresses",
              "ec2:CreateNetworkInterface",
              "ec2:DeleteNetworkInterface",
              "ec2:DescribeNetworkInterfaces",
              "ec2:DescribeSubnets",
              "ec2:UnassignPrivateIpAddresses"),
          "*");
      WildcardFinding.suppress(
          (CfnResource) policy.getNode().getDefaultChild(),
          "The actions of a function in a VPC take no narrower resource");
    }
    function = function(declared, Duration.seconds(timeout));
    function.getNode().addDependency(policy);
    invokeConfig =
        EventInvokeConfig.Builder.create(this, "InvokeConfig")
            .function(function)
            .retryAttempts(1)
            .maxEventAge(Duration.seconds(timeout + 120))
            .build();
    serviceToken = function.getFunctionArn();
    serviceTimeout = Integer.toString(2 * timeout + 120);
    permissionsId = "RetentionPermissions" + getNode().getAddr();
  }

  /**
   * The provider that the resources of the scope's stack share: the one with the id {@value
   * #DEFAULT_ID} in the stack, made with all defaults if there is none.
   *
   * @throws IllegalArgumentException if another kind of construct has that id
   */
  public static RetentionProvider getOrCreate(Construct scope) {
    Stack stack = Stack.of(scope);
    IConstruct found = stack.getNode().tryFindChild(DEFAULT_ID);
    if (found == null) {
      return Builder.create(stack, DEFAULT_ID).build();
    }
    if (found instanceof RetentionProvider provider) {
      return provider;
    }
    throw new IllegalArgumentException(
        "%s: the construct is no RetentionProvider; the id %s is kept for the stack's provider"
            .formatted(found.getNode().getPath(), DEFAULT_ID));
  }

  /** The function that CloudFormation calls. */
  public IFunction getFunction() {
    return function;
  }

  /** The role that the function runs with. */
  public IRole getRole() {
    return role;
  }

  /** The log group that the function writes to. */
  public ILogGroup getLogGroup() {
    return logGroup;
  }

  /** The principal to which a grant gives access: the function's role. */
  @Override
  public IPrincipal getGrantPrincipal() {
    return role.getGrantPrincipal();
  }

  /** The id, in any stack, of what the role may call for that stack's resources. */
  String permissionsId() {
    return permissionsId;
  }

  /** Whether policies can be attached to the role: not to an immutable one or another account's. */
  boolean mayAttachPolicies() {
    CfnPolicy resource = (CfnPolicy) policy.getNode().getDefaultChild();
    return Stack.of(this).resolve(resource.getRoles()) != null;
  }

  /** Declares a custom resource that the function answers for. */
  CfnResource resource(
      Construct owner, String type, Map<String, Object> properties, RemovalPolicy removalPolicy) {
    if (removalPolicy == RemovalPolicy.SNAPSHOT) {
      throw new IllegalArgumentException(
          "%s: removalPolicy is SNAPSHOT; allowed are DESTROY, RETAIN and RETAIN_ON_UPDATE_OR_DELETE"
              .formatted(owner.getNode().getPath()));
    }
    if (resourceTypes.add(type)) {
      // The function makes ready for these types while it starts.
      function.addEnvironment("CHIME_RETENTION_RESOURCE_TYPES", String.join(",", resourceTypes));
    }
    // Not a CustomResource, which is a construct and some calls to the CDK more for each resource.
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ServiceToken", serviceToken);
    all.put("ServiceTimeout", serviceTimeout);
    all.putAll(properties);
    CfnResource resource =
        CfnResource.Builder.create(owner, "Resource").type(type).properties(all).build();
    resource.applyRemovalPolicy(removalPolicy == null ? RemovalPolicy.DESTROY : removalPolicy);
    return resource;
  }

  /** The limits on retries and age, which the first event must find in place. */
  CfnResource limits() {
    return (CfnResource) invokeConfig.getNode().getDefaultChild();
  }

  private static void refuseBoth(
      String path, String name, Object value, String otherName, Object other) {
    if (value != null && other != null) {
      throw new IllegalArgumentException(
          "%s: both %s and %s are set; allowed is one of them".formatted(path, name, otherName));
    }
  }

  /** The function's classes are Java 17's; functions on java17 can't be created any more. */
  private static void refuseOldRuntime(Runtime runtime, String path) {
    String name = runtime.getName();
    if (!name.matches("java[0-9]{2,}") || Integer.parseInt(name.substring(4)) < 21) {
      throw new IllegalArgumentException(
          "%s: runtime is %s; allowed are java21 and later".formatted(path, name));
    }
  }

  private static int timeoutSeconds(Duration timeout, String path) {
    if (timeout.isUnresolved()) {
      throw new IllegalArgumentException(
          "%s: timeout is a token; allowed are 1 to %d seconds, because ServiceTimeout is derived from it"
              .formatted(path, MAX_TIMEOUT_SECONDS));
    }
    double seconds = timeout.toMilliseconds().doubleValue() / 1000;
    if (seconds < 1 || seconds > MAX_TIMEOUT_SECONDS || seconds != Math.rint(seconds)) {
      throw new IllegalArgumentException(
          "%s: timeout is %s; allowed are whole seconds from 1 to %d"
              .formatted(path, timeout.toHumanString(), MAX_TIMEOUT_SECONDS));
    }
    return (int) seconds;
  }

  private IRole role(Builder declared) {
    return Role.Builder.create(this, "Role")
        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
        .permissionsBoundary(declared.permissionsBoundary)
        .build();
  }

  private ILogGroup logGroup(Builder declared) {
    return LogGroup.Builder.create(this, "LogGroup")
        .retention(
            declared.logRetention == null ? RetentionDays.THREE_MONTHS : declared.logRetention)
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }

  private Function function(Builder declared, Duration timeout) {
    try (HandlerJar jar = HandlerJar.unpack(this)) {
      return Function.Builder.create(this, "Function")
          .description("Applies Amazon Chime retention settings for AWS CloudFormation")
          .runtime(declared.runtime)
          .architecture(declared.architecture)
          .handler(HANDLER)
          .code(jar.code())
          .memorySize(declared.memorySize)
          .timeout(timeout)
          .role(role)
          .logGroup(logGroup)
          .loggingFormat(LoggingFormat.JSON)
          .environment(declared.environment)
          .environmentEncryption(declared.environmentEncryption)
          .vpc(declared.vpc)
          .vpcSubnets(declared.vpcSubnets)
          .securityGroups(declared.securityGroups)
          .build();
    }
  }

  private void allow(List<String> actions, String resource) {
    policy.addStatements(
        PolicyStatement.Builder.create().actions(actions).resources(List.of(resource)).build());
  }

  /** Declares a function with options of the user's choice. */
  public static final class Builder {
    private final Construct scope;
    private final String id;
    private Runtime runtime = Runtime.JAVA_25;
    private Architecture architecture = Architecture.ARM_64;
    private int memorySize = 512;
    private Duration timeout = Duration.minutes(5);
    private IRole role;
    private IManagedPolicy permissionsBoundary;
    private ILogGroup logGroup;
    private RetentionDays logRetention;
    private IVpc vpc;
    private SubnetSelection vpcSubnets;
    private List<ISecurityGroup> securityGroups;
    private Map<String, String> environment;
    private IKey environmentEncryption;

    private Builder(Construct scope, String id) {
      this.scope = scope;
      this.id = id;
    }

    /** Starts a declaration with the given place in the construct tree. */
    public static Builder create(Construct scope, String id) {
      return new Builder(scope, id);
    }

    /**
     * The managed runtime, Java 21 or later. Default: {@code java25} (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">Lambda
     * runtimes</a>).
     */
    public Builder runtime(Runtime runtime) {
      this.runtime = runtime;
      return this;
    }

    /** The instruction set. Default: {@code arm64}. */
    public Builder architecture(Architecture architecture) {
      this.architecture = architecture;
      return this;
    }

    /**
     * The function's memory in MB, 128 to 10240 (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
     * quotas</a>). Default: 512, for its share of a CPU more than for the memory.
     */
    public Builder memorySize(int memorySize) {
      this.memorySize = memorySize;
      return this;
    }

    /**
     * How long the function may take for one event, in which it retries what the service throttles:
     * whole seconds, 1 to 900 (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
     * quotas</a>); no token. Default: 5 minutes.
     */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /**
     * The function's role, which Lambda must be able to assume; the permissions that the function
     * needs are added to it, unless it is immutable. Excludes {@link #permissionsBoundary}.
     * Default: a new role.
     */
    public Builder role(IRole role) {
      this.role = role;
      return this;
    }

    /** The permissions boundary of the new role. Excludes {@link #role}. Default: none. */
    public Builder permissionsBoundary(IManagedPolicy permissionsBoundary) {
      this.permissionsBoundary = permissionsBoundary;
      return this;
    }

    /**
     * The log group that the function writes to. Excludes {@link #logRetention}. Default: a new
     * one, deleted with the stack.
     */
    public Builder logGroup(ILogGroup logGroup) {
      this.logGroup = logGroup;
      return this;
    }

    /**
     * For how long the new log group keeps what the function logs. Excludes {@link #logGroup}.
     * Default: three months, well over the 30 days in which hidden messages can be brought back.
     */
    public Builder logRetention(RetentionDays logRetention) {
      this.logRetention = logRetention;
      return this;
    }

    /**
     * The network that the function runs in. It must reach the public endpoints of Amazon Chime in
     * us-east-1, or of Amazon Chime SDK identity in the app instances' regions, and of Amazon S3,
     * for CloudFormation's answers. Default: no VPC.
     */
    public Builder vpc(IVpc vpc) {
      this.vpc = vpc;
      return this;
    }

    /** The subnets of the VPC. Default: as for any function of the CDK, the private ones. */
    public Builder vpcSubnets(SubnetSelection vpcSubnets) {
      this.vpcSubnets = vpcSubnets;
      return this;
    }

    /** The function's security groups in the VPC. Default: a new one that allows all outbound. */
    public Builder securityGroups(List<? extends ISecurityGroup> securityGroups) {
      this.securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
      return this;
    }

    /** Environment variables of the function. Default: none. */
    public Builder environment(Map<String, String> environment) {
      this.environment = environment == null ? null : new LinkedHashMap<>(environment);
      return this;
    }

    /**
     * The key that encrypts the environment variables at rest. Default: the key that Lambda manages
     * (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html">
     * securing environment variables</a>).
     */
    public Builder environmentEncryption(IKey environmentEncryption) {
      this.environmentEncryption = environmentEncryption;
      return this;
    }

    /**
     * Adds the function to the stack.
     *
     * @throws IllegalArgumentException if the timeout is not allowed, or two options exclude each
     *     other
     */
    public RetentionProvider build() {
      return new RetentionProvider(this);
    }
  }
}
