package io.github.chimeretention.localcloud.chime;

import io.github.chimeretention.localcloud.aws.AwsException;

/** Errors of the two APIs, with their names in the service models and their HTTP statuses. */
public enum ServiceError {
  BAD_REQUEST("BadRequestException", 400),
  FORBIDDEN("ForbiddenException", 403),
  NOT_FOUND("NotFoundException", 404);

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

  AwsException exception(String message) {
    return new AwsException(status, type, message);
  }
}
