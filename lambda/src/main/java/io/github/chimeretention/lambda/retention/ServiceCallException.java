package io.github.chimeretention.lambda.retention;

/** A call to the service came to no good end; the message says which, and what the service said. */
public final class ServiceCallException extends RetentionException {
  private static final long serialVersionUID = 1L;

  /** What is known of the call's effect. */
  public enum Effect {
    /** The service knows no such identity. */
    NOT_FOUND,
    /** The service did not do it: it said so, or was never reached. */
    NONE,
    /** The service may have done it: it failed on its side, or its answer never came. */
    UNKNOWN
  }

  private final Effect effect;

  public ServiceCallException(String message, Effect effect, Throwable cause) {
    super(message, cause);
    this.effect = effect;
  }

  public Effect effect() {
    return effect;
  }
}
