package io.github.chimeretention.cdk;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.function.FunctionDeclaration;
import io.github.chimeretention.cdk.internal.permission.FunctionRole;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.EventInvokeConfig;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IDestination;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/** A Lambda function of this library, with its role and its log group. */
public abstract class RetentionFunction extends Construct implements IGrantable, IConnectable {
  private final FunctionRole role;
  private final ILogGroup logGroup;
  private final Function function;

  RetentionFunction(Place place, FunctionDeclaration declared) {
    super(place.scope(), place.id());
    logGroup = declared.logGroup(this);
    role = declared.role(this, logGroup);
    if (declared.subnets() != null) {
      role.allowVpc();
      declared.subnets().warn(this);
    }
    function = declared.function(this, role.role(), logGroup);
    role.applyBefore(function);
    if (declared.isTraced()) {
      role.acknowledgeTracing();
    }
  }

  /** Returns the function. */
  public IFunction getFunction() {
    return function;
  }

  /** Returns the role that the function runs with. */
  public IRole getRole() {
    return role.role();
  }

  /** Returns the log group that the function writes to. */
  public ILogGroup getLogGroup() {
    return logGroup;
  }

  /** Returns the principal to which a grant gives access: the function's role. */
  @Override
  public IPrincipal getGrantPrincipal() {
    return role.role().getGrantPrincipal();
  }

  /**
   * Returns the function's network connections, to allow traffic.
   *
   * @throws RuntimeException if the function is not in a VPC
   */
  @Override
  public Connections getConnections() {
    return function.getConnections();
  }

  /** Allows a principal to invoke the function. */
  public Grant grantInvoke(IGrantable grantee) {
    return function.grantInvoke(grantee);
  }

  /** Returns a metric of the function by its name in the namespace {@code AWS/Lambda}. */
  public Metric metric(String name, MetricOptions options) {
    return function.metric(name, options);
  }

  /** Returns how many invocations ended in an error. */
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

  /** Limits the retries and the age of the function's events. */
  EventInvokeConfig limitEvents(IDestination onFailure, Number retryAttempts, Duration maxAge) {
    // With a child of this ID, the CDK's configureAsyncInvoke fails instead of adding a second one.
    new Construct(function, "EventInvokeConfig");
    return EventInvokeConfig.Builder.create(this, "InvokeConfig")
        .function(function)
        .retryAttempts(retryAttempts)
        .maxEventAge(maxAge)
        .onFailure(onFailure)
        .build();
  }

  FunctionRole role() {
    return role;
  }
}
