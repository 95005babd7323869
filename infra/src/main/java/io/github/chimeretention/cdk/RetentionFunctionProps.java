package io.github.chimeretention.cdk;

import static java.util.Collections.unmodifiableMap;

import io.github.chimeretention.cdk.internal.function.FunctionDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.IDestination;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/** The properties of every function in this library. */
public abstract class RetentionFunctionProps {
  private final FunctionDeclaration.Options values;

  RetentionFunctionProps(Options<?> options) {
    values = options.values();
  }

  FunctionDeclaration.Options values() {
    return values;
  }

  /** Returns the managed runtime. */
  public Runtime getRuntime() {
    return values.runtime();
  }

  /** Returns the instruction set. */
  public Architecture getArchitecture() {
    return values.architecture();
  }

  /** Returns the function's memory in MB. */
  public Number getMemorySize() {
    return values.memorySize();
  }

  /** Returns the function's role. */
  public IRole getRole() {
    return values.role();
  }

  /** Returns the log group that the function writes to. */
  public ILogGroup getLogGroup() {
    return values.logGroup();
  }

  /** Returns for how long a new log group keeps the function's logs. */
  public RetentionDays getLogRetention() {
    return values.logRetention();
  }

  /** Returns the network that the function runs in. */
  public IVpc getVpc() {
    return values.vpc();
  }

  /** Returns the subnets of the VPC. */
  public SubnetSelection getVpcSubnets() {
    return values.vpcSubnets();
  }

  /** Returns the function's security groups in the VPC. */
  public List<ISecurityGroup> getSecurityGroups() {
    return values.securityGroups();
  }

  /** Returns the environment variables of the function. */
  public Map<String, String> getEnvironment() {
    return values.environment();
  }

  /** Returns the key that encrypts the environment variables at rest. */
  public IKey getEnvironmentEncryption() {
    return values.environmentEncryption();
  }

  /** Returns the key that encrypts the new log group. */
  public IKey getLogEncryption() {
    return values.logEncryption();
  }

  /** Returns how many events the function handles at the same time. */
  public Number getReservedConcurrentExecutions() {
    return values.reservedConcurrentExecutions();
  }

  /** Returns whether AWS X-Ray traces the invocations. */
  public Tracing getTracing() {
    return values.tracing();
  }

  /** Returns where Lambda sends an event that the function failed to handle. */
  public IDestination getOnFailure() {
    return values.onFailure();
  }

  /** The options of every function in this library; null means the default. */
  public abstract static class Options<B extends Options<B>> {
    private Runtime runtime;
    private Architecture architecture;
    private Number memorySize;
    private IRole role;
    private ILogGroup logGroup;
    private RetentionDays logRetention;
    private IVpc vpc;
    private SubnetSelection vpcSubnets;
    private List<ISecurityGroup> securityGroups;
    private Map<String, String> environment;
    private IKey environmentEncryption;
    private IKey logEncryption;
    private Number reservedConcurrentExecutions;
    private Tracing tracing;
    private IDestination onFailure;

    Options() {}

    /**
     * The managed runtime, Java 21 or later. Default: {@code java25} (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">Lambda
     * runtimes</a>).
     */
    public B runtime(Runtime runtime) {
      this.runtime = runtime;
      return self();
    }

    /** The instruction set. Default: {@code arm64}. */
    public B architecture(Architecture architecture) {
      this.architecture = architecture;
      return self();
    }

    /**
     * The function's memory in MB, 128 to 10240 (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
     * quotas</a>). Default: 512, chosen for the share of a CPU that comes with it.
     */
    public B memorySize(Number memorySize) {
      this.memorySize = memorySize;
      return self();
    }

    /**
     * The function's role, which Lambda must be able to assume. The permissions that the function
     * needs are added to it, unless it is immutable. Default: a new role.
     */
    public B role(IRole role) {
      this.role = role;
      return self();
    }

    /**
     * The log group that the function writes to. Excludes {@link #logRetention} and {@link
     * #logEncryption}. Default: a new one, deleted with the stack.
     */
    public B logGroup(ILogGroup logGroup) {
      this.logGroup = logGroup;
      return self();
    }

    /**
     * For how long the new log group keeps the function's logs. Excludes {@link #logGroup}.
     * Default: three months, well over the 30 days in which hidden messages can be restored.
     */
    public B logRetention(RetentionDays logRetention) {
      this.logRetention = logRetention;
      return self();
    }

    /**
     * The network that the function runs in. It must reach the public endpoints of Amazon Chime in
     * us-east-1, or of Amazon Chime SDK identity in the app instances' regions. A {@link
     * RetentionProvider} also needs Amazon S3, to which it sends the responses to AWS
     * CloudFormation. The role gets AWS's managed policy {@code AWSLambdaVPCAccessExecutionRole}.
     * Default: no VPC.
     */
    public B vpc(IVpc vpc) {
      this.vpc = vpc;
      return self();
    }

    /**
     * The subnets of the VPC, which must not be public: a function can't reach the internet from
     * public subnets. Default: the private subnets, as for any function in the CDK.
     */
    public B vpcSubnets(SubnetSelection vpcSubnets) {
      this.vpcSubnets = vpcSubnets;
      return self();
    }

    /**
     * The function's security groups in the VPC. Default: a new one that allows all outbound
     * traffic.
     */
    public B securityGroups(List<? extends ISecurityGroup> securityGroups) {
      this.securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
      return self();
    }

    /** Environment variables of the function. Default: none. */
    public B environment(Map<String, String> environment) {
      this.environment =
          environment == null ? null : unmodifiableMap(new LinkedHashMap<>(environment));
      return self();
    }

    /**
     * The key that encrypts the environment variables at rest. Default: the key that Lambda manages
     * (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html">
     * securing environment variables</a>).
     */
    public B environmentEncryption(IKey environmentEncryption) {
      this.environmentEncryption = environmentEncryption;
      return self();
    }

    /**
     * The key that encrypts the new log group. Its policy must allow Amazon CloudWatch Logs to use
     * it (<a
     * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html">encrypting
     * log data</a>). Excludes {@link #logGroup}. Default: the key that CloudWatch Logs manages.
     */
    public B logEncryption(IKey logEncryption) {
      this.logEncryption = logEncryption;
      return self();
    }

    /**
     * How many events the function handles at the same time, at least 1: that many of the AWS
     * account's concurrent executions are reserved for it. Lambda retries further events later, but
     * drops them when they are too old. Default: as many as the account allows.
     */
    public B reservedConcurrentExecutions(Number reservedConcurrentExecutions) {
      this.reservedConcurrentExecutions = reservedConcurrentExecutions;
      return self();
    }

    /**
     * Whether AWS X-Ray traces the invocations; the role gets the permission for it. Default: no.
     */
    public B tracing(Tracing tracing) {
      this.tracing = tracing;
      return self();
    }

    /**
     * Where Lambda sends an event that the function failed to handle, or that was too old. Default:
     * nowhere.
     */
    public B onFailure(IDestination onFailure) {
      this.onFailure = onFailure;
      return self();
    }

    private FunctionDeclaration.Options values() {
      return new FunctionDeclaration.Options(
          runtime,
          architecture,
          memorySize,
          role,
          logGroup,
          logRetention,
          vpc,
          vpcSubnets,
          securityGroups,
          environment,
          environmentEncryption,
          logEncryption,
          reservedConcurrentExecutions,
          tracing,
          onFailure);
    }

    @SuppressWarnings("unchecked")
    final B self() {
      return (B) this;
    }
  }
}
