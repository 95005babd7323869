package io.github.chimeretention.lambda.retention;

/** A call to the service failed; the message says which, and what the service said. */
public final class ServiceCallException extends RetentionException {
  private static final long serialVersionUID = 1L;

  /** The service knows no such identity, did not do what it was called for, or may have done it. */
  public enum Effect {
    NOT_FOUND,
    NONE,
    UNKNOWN
  }

  private final Effect effect;

  /** Makes the failure of a call, with what is known of all its attempts. */
  public ServiceCallException(String message, Effect effect, Throwable cause) {
    super(message, cause);
    this.effect = effect;
  }

  Effect effect() {
    return effect;
  }
}
