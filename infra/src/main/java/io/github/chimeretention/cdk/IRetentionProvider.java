package io.github.chimeretention.cdk;

import software.constructs.IConstruct;

/**
 * A function that applies retention settings: a {@link RetentionProvider}, or one that another app
 * has deployed.
 */
public sealed interface IRetentionProvider extends IConstruct
    permits RetentionProvider, ImportedProvider {
  /** Returns the ARN of the function, the {@code ServiceToken} of its resources. */
  String getFunctionArn();
}
