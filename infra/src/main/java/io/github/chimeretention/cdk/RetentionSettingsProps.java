package io.github.chimeretention.cdk;

import software.amazon.awscdk.RemovalPolicy;

/** The values of the options of every retention resource. */
public abstract class RetentionSettingsProps {
  private final RemovalPolicy removalPolicy;
  private final String reapply;
  private final Boolean overwriteExisting;
  private final IRetentionProvider provider;

  RetentionSettingsProps(RetentionSettingsOptions<?> options) {
    removalPolicy = options.removalPolicy;
    reapply = options.reapply;
    overwriteExisting = options.overwriteExisting;
    provider = options.provider;
  }

  /** Returns what happens to the settings when the resource is deleted or replaced, or null. */
  public RemovalPolicy getRemovalPolicy() {
    return removalPolicy;
  }

  /** Returns the text whose change writes the settings again, or null. */
  public String getReapply() {
    return reapply;
  }

  /** Returns whether creating the resource may overwrite existing settings, or null. */
  public Boolean getOverwriteExisting() {
    return overwriteExisting;
  }

  /** Returns the function that applies the settings, or null for the stack's shared one. */
  public IRetentionProvider getProvider() {
    return provider;
  }
}
