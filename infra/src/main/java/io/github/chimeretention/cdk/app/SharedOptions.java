package io.github.chimeretention.cdk.app;

import io.github.chimeretention.cdk.RetentionFunctionProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * The options that the functions of a stack share; null means the default.
 *
 * @param reservedConcurrentExecutions the number for each function
 */
record SharedOptions(
    RetentionDays logRetention,
    IKey logEncryption,
    Integer reservedConcurrentExecutions,
    Tracing tracing,
    IVpc vpc) {
  static final SharedOptions DEFAULT = new SharedOptions(null, null, null, null, null);

  <B extends RetentionFunctionProps.Options<B>> B applyTo(B builder) {
    return builder
        .logRetention(logRetention)
        .logEncryption(logEncryption)
        .reservedConcurrentExecutions(reservedConcurrentExecutions)
        .tracing(tracing)
        .vpc(vpc);
  }

  /**
   * Imports a role, if any. Other stacks may use it too, so this stack's name is in the name of the
   * CDK's policy for it.
   */
  static IRole role(Stack stack, String id, String arn) {
    return arn == null
        ? null
        : Role.fromRoleArn(
            stack,
            id,
            arn,
            FromRoleArnOptions.builder()
                .defaultPolicyName(stack.getStackName() + "-" + id)
                .build());
  }
}
