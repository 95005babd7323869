package io.github.chimeretention.lambda.retention;

import io.github.chimeretention.lambda.invocation.PublicText;

/** The event asks for something that can't be done; says what came and what it must be. */
public final class InvalidRequestException extends RetentionException {
  private static final long serialVersionUID = 1L;

  /** Makes the refusal of an event. */
  public InvalidRequestException(String message) {
    super(message, null);
  }

  static InvalidRequestException ofProperty(String property, Object value, String allowed) {
    return new InvalidRequestException(
        value == null
            ? property + " is missing; it must be " + allowed
            : "%s is \"%s\"; it must be %s"
                .formatted(property, PublicText.shortened(String.valueOf(value), 200), allowed));
  }
}
