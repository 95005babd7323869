package io.github.chimeretention.lambda.retention;

/** The service accepted the settings, or may have, but does not confirm that they are in force. */
final class SettingsNotConfirmedException extends RetentionException {
  private static final long serialVersionUID = 1L;

  SettingsNotConfirmedException(String message) {
    super(message, null);
  }
}
