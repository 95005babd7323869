package io.github.chimeretention.cdk;

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

/** The properties that every function of this library has. */
public abstract class RetentionFunctionProps {
  private final Runtime runtime;
  private final Architecture architecture;
  private final Number memorySize;
  private final IRole role;
  private final ILogGroup logGroup;
  private final RetentionDays logRetention;
  private final IVpc vpc;
  private final SubnetSelection vpcSubnets;
  private final List<ISecurityGroup> securityGroups;
  private final Map<String, String> environment;
  private final IKey environmentEncryption;
  private final IKey logEncryption;
  private final Number reservedConcurrentExecutions;
  private final Tracing tracing;
  private final IDestination onFailure;

  RetentionFunctionProps(RetentionFunctionOptions<?> options) {
    runtime = options.runtime;
    architecture = options.architecture;
    memorySize = options.memorySize;
    role = options.role;
    logGroup = options.logGroup;
    logRetention = options.logRetention;
    vpc = options.vpc;
    vpcSubnets = options.vpcSubnets;
    securityGroups = options.securityGroups;
    environment = options.environment == null ? null : new LinkedHashMap<>(options.environment);
    environmentEncryption = options.environmentEncryption;
    logEncryption = options.logEncryption;
    reservedConcurrentExecutions = options.reservedConcurrentExecutions;
    tracing = options.tracing;
    onFailure = options.onFailure;
  }

  /** Returns the managed runtime. */
  public Runtime getRuntime() {
    return runtime;
  }

  /** Returns the instruction set. */
  public Architecture getArchitecture() {
    return architecture;
  }

  /** Returns the function's memory in MB. */
  public Number getMemorySize() {
    return memorySize;
  }

  /** Returns the function's role. */
  public IRole getRole() {
    return role;
  }

  /** Returns the log group that the function writes to. */
  public ILogGroup getLogGroup() {
    return logGroup;
  }

  /** Returns for how long a new log group keeps the function's logs. */
  public RetentionDays getLogRetention() {
    return logRetention;
  }

  /** Returns the network that the function runs in. */
  public IVpc getVpc() {
    return vpc;
  }

  /** Returns the subnets of the VPC. */
  public SubnetSelection getVpcSubnets() {
    return vpcSubnets;
  }

  /** Returns the function's security groups in the VPC. */
  public List<ISecurityGroup> getSecurityGroups() {
    return securityGroups;
  }

  /** Returns the environment variables of the function. */
  public Map<String, String> getEnvironment() {
    return environment == null ? null : new LinkedHashMap<>(environment);
  }

  /** Returns the key that encrypts the environment variables at rest. */
  public IKey getEnvironmentEncryption() {
    return environmentEncryption;
  }

  /** Returns the key that encrypts the new log group. */
  public IKey getLogEncryption() {
    return logEncryption;
  }

  /** Returns how many events the function handles at the same time. */
  public Number getReservedConcurrentExecutions() {
    return reservedConcurrentExecutions;
  }

  /** Returns whether AWS X-Ray traces the invocations. */
  public Tracing getTracing() {
    return tracing;
  }

  /** Returns where Lambda sends an event that the function failed to handle. */
  public IDestination getOnFailure() {
    return onFailure;
  }
}
