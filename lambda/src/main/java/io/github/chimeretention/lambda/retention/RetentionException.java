package io.github.chimeretention.lambda.retention;

/** Why a change of retention settings failed, in words for the reader of the stack's events. */
public abstract sealed class RetentionException extends RuntimeException
    permits InvalidRequestException, SettingsNotConfirmedException, ServiceCallException {
  private static final long serialVersionUID = 1L;

  RetentionException(String message, Throwable cause) {
    super(message, cause);
  }
}
