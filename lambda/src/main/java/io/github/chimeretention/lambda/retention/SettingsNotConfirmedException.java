package io.github.chimeretention.lambda.retention;

/** The service accepted the settings, or may have, but does not confirm that they are in force. */
final class SettingsNotConfirmedException extends RetentionException {
  private static final long serialVersionUID = 1L;

  private SettingsNotConfirmedException(String message, Throwable cause) {
    super(message, cause);
  }

  static SettingsNotConfirmedException reported(Decision.Put put, EffectiveSettings effective) {
    return new SettingsNotConfirmedException(
        "The service accepted the settings %s for %s, but reports %s"
            .formatted(put.settings(), put.identity(), effective.settings()),
        null);
  }

  static SettingsNotConfirmedException unknown(
      ServiceCallException failedPut, ServiceCallException failedGet) {
    failedGet.addSuppressed(failedPut);
    return new SettingsNotConfirmedException(
        "It is not known whether the settings were written: %s; then %s"
            .formatted(failedPut.getMessage(), failedGet.getMessage()),
        failedGet);
  }
}
