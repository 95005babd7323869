package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/** The properties of {@link RetentionProvider}; an omitted property is null. */
public final class RetentionProviderProps extends RetentionFunctionProps {
  private final Duration timeout;

  RetentionProviderProps(Options<?> options) {
    super(options);
    timeout = options.timeout;
  }

  /** Returns a builder without properties. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how long the function may take for one event. */
  public Duration getTimeout() {
    return timeout;
  }

  /** The options of {@link RetentionProvider}, shared by its two builders. */
  public abstract static class Options<B extends Options<B>>
      extends RetentionFunctionProps.Options<B> {
    Duration timeout;

    Options() {}

    /**
     * How long the function may take for one event, including retries of throttled calls: whole
     * seconds, 1 to 900 (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
     * quotas</a>), not a token. Default: 5 minutes.
     */
    public B timeout(Duration timeout) {
      this.timeout = timeout;
      return self();
    }
  }

  /** Collects the properties. */
  public static final class Builder extends Options<Builder> {
    private Builder() {}

    /** Returns the properties set so far. */
    public RetentionProviderProps build() {
      return new RetentionProviderProps(this);
    }
  }
}
