package io.github.chimeretention.localcloud.chime;

import io.github.chimeretention.localcloud.aws.AwsException;

/**
 * The errors of the account API's two retention operations, with their names in the service model
 * and their HTTP statuses. The app-instance API has the same errors except {@link #NOT_FOUND} and
 * {@link #CONFLICT}.
 *
 * @see "PutRetentionSettings"
 */
public enum ServiceError {
  BAD_REQUEST("BadRequestException", 400),
  UNAUTHORIZED_CLIENT("UnauthorizedClientException", 401),
  FORBIDDEN("ForbiddenException", 403),
  NOT_FOUND("NotFoundException", 404),
  CONFLICT("ConflictException", 409),
  THROTTLED_CLIENT("ThrottledClientException", 429),
  SERVICE_FAILURE("ServiceFailureException", 500),
  SERVICE_UNAVAILABLE("ServiceUnavailableException", 503);

  private final String type;
  private final int status;

  ServiceError(String type, int status) {
    this.type = type;
    this.status = status;
  }

  /** The exception's name in the service model, sent as {@code x-amzn-ErrorType}. */
  public String type() {
    return type;
  }

  public int status() {
    return status;
  }

  AwsException exception(String message) {
    return new AwsException(status, type, message);
  }
}
