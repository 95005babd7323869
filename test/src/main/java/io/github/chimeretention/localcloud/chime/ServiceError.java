package io.github.chimeretention.localcloud.chime;

/**
 * The errors of the account API's two retention operations, with the HTTP status and the {@code
 * Code} of the service model. The app-instance API has the same but for {@link #NOT_FOUND} and
 * {@link #CONFLICT}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/chime/latest/APIReference/API_PutRetentionSettings.html">
 *     PutRetentionSettings</a>
 */
public enum ServiceError {
  BAD_REQUEST("BadRequestException", 400, "BadRequest"),
  UNAUTHORIZED_CLIENT("UnauthorizedClientException", 401, "Unauthorized"),
  FORBIDDEN("ForbiddenException", 403, "Forbidden"),
  NOT_FOUND("NotFoundException", 404, "NotFound"),
  CONFLICT("ConflictException", 409, "Conflict"),
  THROTTLED_CLIENT("ThrottledClientException", 429, "Throttled"),
  SERVICE_FAILURE("ServiceFailureException", 500, "ServiceFailure"),
  SERVICE_UNAVAILABLE("ServiceUnavailableException", 503, "ServiceUnavailable");

  private final String type;
  private final int status;
  private final String code;

  ServiceError(String type, int status, String code) {
    this.type = type;
    this.status = status;
    this.code = code;
  }

  /** The exception's name in the service model, sent as {@code x-amzn-ErrorType}. */
  public String type() {
    return type;
  }

  public int status() {
    return status;
  }

  /** The member {@code Code} of the error's body. */
  public String code() {
    return code;
  }
}
