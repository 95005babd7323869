package io.github.chimeretention.lambda.retention;

/** The service took the settings, or may have, but does not confirm that they are in force. */
final class NotInForceException extends RetentionException {
  private static final long serialVersionUID = 1L;

  private NotInForceException(String message, Throwable cause) {
    super(message, cause);
  }

  static NotInForceException reported(
      String identity, RetentionSettings put, RetentionSettings reported) {
    return new NotInForceException(
        "The service took the settings %s for %s, but reports %s"
            .formatted(put, identity, reported),
        null);
  }

  static NotInForceException unknown(
      ServiceCallException unanswered, ServiceCallException unconfirmed) {
    unconfirmed.addSuppressed(unanswered);
    return new NotInForceException(
        "It is not known whether the settings were written: %s; then %s"
            .formatted(unanswered.getMessage(), unconfirmed.getMessage()),
        unconfirmed);
  }
}
