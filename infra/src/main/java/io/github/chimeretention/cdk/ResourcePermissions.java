package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** What the retention resources of one stack need of a provider, and its role for them. */
final class ResourcePermissions {
  private final RetentionProvider provider;
  private final RolePolicies policies;
  private final String account;
  private final String serviceToken;

  ResourcePermissions(RetentionProvider provider, Stack stack) {
    this.provider = provider;
    // By way of the policies, for a dependency less in each resource's template.
    policies =
        new RolePolicies(
            stack,
            provider,
            Access.READ_WRITE,
            policy -> policy.getNode().addDependency(provider.limits()));
    account = Stack.of(provider).getAccount();
    serviceToken = provider.getFunction().getFunctionArn();
  }

  /** The AWS account that the function runs in, or a token. */
  String account() {
    return account;
  }

  String serviceToken() {
    return serviceToken;
  }

  Duration serviceTimeout() {
    return provider.serviceTimeout();
  }

  /** The role by which the function's own calls are told from others'. */
  String roleArn() {
    return provider.getRole().getRoleArn();
  }

  /**
   * Lets the role call what settings of the identity need.
   *
   * @return what the resource depends on: the policy that says so, or, if the role is the user's to
   *     maintain, the function's limits
   */
  Construct allow(Identity identity) {
    if (provider.role().takesPolicies()) {
      return policies.allow(identity);
    }
    provider.report(Access.READ_WRITE, identity);
    return provider.limits();
  }
}
