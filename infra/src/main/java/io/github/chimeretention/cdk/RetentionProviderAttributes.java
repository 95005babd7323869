package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/** The attributes of a function that another app has deployed. */
public final class RetentionProviderAttributes {
  private final String functionArn;
  private final String roleArn;
  private final Duration timeout;

  private RetentionProviderAttributes(Builder builder) {
    functionArn = builder.functionArn;
    roleArn = builder.roleArn;
    timeout = builder.timeout;
  }

  /** Returns a builder without attributes. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the ARN of the function. */
  public String getFunctionArn() {
    return functionArn;
  }

  /** Returns the ARN of the function's role, or null. */
  public String getRoleArn() {
    return roleArn;
  }

  /** Returns the function's timeout, or null for the default. */
  public Duration getTimeout() {
    return timeout;
  }

  /** Collects the attributes. */
  public static final class Builder {
    private String functionArn;
    private String roleArn;
    private Duration timeout;

    private Builder() {}

    /**
     * The ARN of the function, not of a version or an alias; required. It must be in the region of
     * the stacks that use it.
     */
    public Builder functionArn(String functionArn) {
      this.functionArn = functionArn;
      return this;
    }

    /**
     * The ARN of the function's role. A drift monitor with {@code watchCloudTrail} needs it, to
     * ignore the function's own puts. Default: unknown.
     */
    public Builder roleArn(String roleArn) {
      this.roleArn = roleArn;
      return this;
    }

    /**
     * The timeout of the deployed function: 1 to 900 whole seconds. The time that AWS
     * CloudFormation waits for a response is derived from it. Default: 5 minutes.
     */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** Returns the attributes set so far. */
    public RetentionProviderAttributes build() {
      return new RetentionProviderAttributes(this);
    }
  }
}
