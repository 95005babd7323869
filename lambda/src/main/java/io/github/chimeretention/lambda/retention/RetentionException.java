package io.github.chimeretention.lambda.retention;

import io.github.chimeretention.lambda.invocation.PublicText;

/** Why an event failed. Its message is shown in the stack's events. */
public final class RetentionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Not found; rejected by the service; no effect; or, only for a put, possibly accepted. */
  public enum Effect {
    NOT_FOUND,
    REFUSED,
    NONE,
    UNKNOWN
  }

  private final Effect effect;

  /** Makes an exception for a failed call, with the effect of all its attempts. */
  public RetentionException(String message, Effect effect, Throwable cause) {
    super(message, cause);
    this.effect = effect;
  }

  /** Makes an exception for an event that failed before anything was written. */
  public RetentionException(String message) {
    this(message, Effect.NONE, null);
  }

  static RetentionException ofProperty(String property, Object value, String allowed) {
    return new RetentionException(
        value == null
            ? property + " is missing; it must be " + allowed
            : "%s is \"%s\"; it must be %s"
                .formatted(property, PublicText.shortened(String.valueOf(value), 200), allowed));
  }

  Effect effect() {
    return effect;
  }
}
