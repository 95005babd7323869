package io.github.chimeretention.lambda.retention;

/** A call to the service failed; the message says which, and what the service said. */
public final class ServiceCallException extends RetentionException {
  private static final long serialVersionUID = 1L;

  /** What is known of the call's effect. */
  public enum Effect {
    /** The service says that it knows no such identity. */
    NOT_FOUND,
    /** The service did not do it: it refused to, or never got the request. */
    NONE,
    /** The service may have done it. */
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
