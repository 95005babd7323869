package io.github.chimeretention.cdk.app;

import io.github.chimeretention.cdk.RetentionProvider;
import io.github.chimeretention.cdk.RetentionProviderProps;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcLookupOptions;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * The options of a stack's function as declared in the context; null means the default.
 *
 * @param memorySize in MB
 * @param timeout in seconds
 * @param logRetentionDays one of the numbers of days that Amazon CloudWatch Logs allows
 * @param logKeyArn the key that encrypts the logs
 * @param permissionsBoundaryArn the boundary of every role in the stack
 */
record ProviderContext(
    Integer memorySize,
    Integer timeout,
    RetentionDays logRetentionDays,
    String logKeyArn,
    Integer reservedConcurrentExecutions,
    boolean tracing,
    String roleArn,
    String permissionsBoundaryArn,
    String vpcId) {
  private static final String VPC_ID = "vpcId";

  static ProviderContext of(ContextObject provider, EnvContext env) {
    provider.allowOnly(
        List.of(
            "memorySize",
            "timeout",
            "logRetentionDays",
            "logKeyArn",
            "reservedConcurrentExecutions",
            "tracing",
            "roleArn",
            "permissionsBoundaryArn",
            VPC_ID));
    String vpcId = provider.text(VPC_ID, "vpc-[0-9a-f]{8,17}", "the ID of a VPC");
    if (vpcId != null && (env.account() == null || env.region() == null)) {
      provider.mistake(
          VPC_ID,
          "omitted, or declared together with env.account and env.region, where it is looked up");
      vpcId = null;
    }
    return new ProviderContext(
        provider.number("memorySize", 1, Integer.MAX_VALUE),
        provider.number("timeout", 1, Integer.MAX_VALUE),
        LogRetention.of(provider, "logRetentionDays"),
        provider.text(
            "logKeyArn", "arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/\\S+", "the ARN of an AWS KMS key"),
        provider.number("reservedConcurrentExecutions", 1, Integer.MAX_VALUE),
        provider.flag("tracing"),
        provider.roleArn(env),
        provider.text(
            "permissionsBoundaryArn",
            "arn:aws:iam::([0-9]{12}|aws):policy/\\S+",
            "the ARN of a managed policy"),
        vpcId);
  }

  /** Adds the resources that the functions share to the stack. */
  SharedOptions shared(Stack stack) {
    return new SharedOptions(
        logRetentionDays,
        logKeyArn == null ? null : Key.fromKeyArn(stack, "LogKey", logKeyArn),
        reservedConcurrentExecutions,
        tracing ? Tracing.ACTIVE : null,
        vpcId == null
            ? null
            : Vpc.fromLookup(
                stack, "ProviderVpc", VpcLookupOptions.builder().vpcId(vpcId).build()));
  }

  /**
   * Adds the stack's function.
   *
   * @throws IllegalArgumentException if a value is not allowed
   */
  void declare(Stack stack, SharedOptions shared) {
    RetentionProvider.shared(
        stack,
        shared
            .applyTo(RetentionProviderProps.builder())
            .memorySize(memorySize)
            .timeout(timeout == null ? null : Duration.seconds(timeout))
            .role(SharedOptions.role(stack, "ProviderRole", roleArn))
            .build());
    if (permissionsBoundaryArn != null) {
      PermissionsBoundary.of(stack)
          .apply(
              ManagedPolicy.fromManagedPolicyArn(
                  stack, "PermissionsBoundary", permissionsBoundaryArn));
    }
  }
}
