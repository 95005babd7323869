package io.github.chimeretention.cdk.internal.function;

import io.github.chimeretention.cdk.internal.StringToken;
import io.github.chimeretention.cdk.internal.permission.Identity;
import java.util.function.Function;
import software.constructs.Construct;

/**
 * The function that applies the settings of one stack's resources.
 *
 * @param account the AWS account that the function runs in; null if it is a token
 * @param region the region that the function runs in, or a token
 * @param serviceToken the ARN of the function
 * @param serviceTimeout the seconds that CloudFormation waits for a response
 * @param roleArn the ARN of the function's role, which CloudTrail names as the caller; null if
 *     unknown
 * @param permissions lets the function call the service for an identity, and returns the construct
 *     that a resource of the identity depends on, or null
 */
public record ApplyingFunction(
    String account,
    String region,
    String serviceToken,
    int serviceTimeout,
    String roleArn,
    Function<Identity, Construct> permissions) {
  /** Decides only once whether the account is a token, because that is a call to Node.js. */
  public ApplyingFunction {
    account = StringToken.isIn(account) ? null : account;
  }

  /**
   * Returns the service timeout for a function's timeout: both of Lambda's attempts, the minute
   * between them, and a minute to spare.
   */
  public static int serviceTimeout(int timeout) {
    return 2 * timeout + 120;
  }
}
