package io.github.chimeretention.cdk;

import software.constructs.Construct;

/** The function that applies the settings of one stack's resources, as those need to know it. */
abstract class ApplyingFunction {
  /** The AWS account that the function runs in, or a token. */
  abstract String account();

  /** The region that the function runs in, or a token. */
  abstract String region();

  /** The ARN of the function. */
  abstract String serviceToken();

  /** For how many seconds CloudFormation waits for a response. */
  abstract int serviceTimeout();

  /** The ARN of the function's role, which CloudTrail names as the caller; null if unknown. */
  abstract String roleArn();

  /**
   * Lets the function call the service for an identity.
   *
   * @return the construct that a resource of the identity depends on, or null
   */
  abstract Construct allow(Identity identity);

  /**
   * Returns the service timeout of a function with a timeout: both attempts that Lambda makes of an
   * event, the minute between them, and a minute to spare.
   */
  static int serviceTimeout(int timeout) {
    return 2 * timeout + 120;
  }
}
