package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/** The properties of {@link RetentionProvider}; an omitted property is null. */
public final class RetentionProviderProps extends RetentionFunctionProps {
  private final Duration timeout;

  RetentionProviderProps(RetentionProviderOptions<?> options) {
    super(options);
    timeout = options.timeout;
  }

  /** Returns a builder without any property. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how long the function may take for one event. */
  public Duration getTimeout() {
    return timeout;
  }

  /** Collects the properties. */
  public static final class Builder extends RetentionProviderOptions<Builder> {
    private Builder() {}

    /** Returns the properties as they are now. */
    public RetentionProviderProps build() {
      return new RetentionProviderProps(this);
    }
  }
}
