package io.github.chimeretention.lambda.retention;

/** The service accepted the settings, or may have, but does not confirm that they are in force. */
final class SettingsNotConfirmedException extends RetentionException {
  private static final long serialVersionUID = 1L;

  SettingsNotConfirmedException(Decision.Put put, EffectiveSettings effective) {
    super(
        "The service accepted the settings %s for %s, but reports %s"
            .formatted(put.settings(), put.identity(), effective),
        null);
  }

  SettingsNotConfirmedException(ServiceCallException failedPut, ServiceCallException failedGet) {
    super(
        failedPut.getMessage()
            + ". It is not known whether the settings were written: "
            + failedGet.getMessage(),
        failedGet);
  }
}
