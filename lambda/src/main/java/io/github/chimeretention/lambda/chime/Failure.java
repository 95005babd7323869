package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.retention.InvalidRequestException;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why one attempt failed: the service's error code and message, or those of an exception. */
record Failure(String code, String message, String origin, Effect effect, Duration retryAfter) {
  static Failure of(RuntimeException failure, boolean isSent) {
    return failure instanceof AwsServiceException response
        ? ofResponse(response)
        : ofException(failure, isSent);
  }

  private static Failure ofResponse(AwsServiceException response) {
    AwsErrorDetails details = response.awsErrorDetails();
    int status = response.statusCode();
    return new Failure(
        Objects.requireNonNullElse(details.errorCode(), "HTTP status " + status),
        Objects.requireNonNullElse(details.errorMessage(), "no message"),
        "HTTP status " + status + ", request id " + response.requestId(),
        effect(details.errorCode(), status),
        details
            .sdkHttpResponse()
            .firstMatchingHeader("Retry-After")
            .filter(seconds -> seconds.matches("[0-9]{1,9}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(Duration.ZERO));
  }

  /** Only what the service itself refuses is refused: a proxy knows nothing of it. */
  private static Effect effect(String errorCode, int status) {
    if (errorCode == null || status < 400 || status > 499) {
      return Effect.UNKNOWN;
    }
    return status == 404 && errorCode.equals("NotFoundException") ? Effect.NOT_FOUND : Effect.NONE;
  }

  private static Failure ofException(RuntimeException failure, boolean isSent) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new Failure(
        cause.getClass().getSimpleName(),
        Objects.requireNonNullElse(cause.getMessage(), "no message"),
        isSent ? "no usable response" : "not sent",
        isSent ? Effect.UNKNOWN : Effect.NONE,
        Duration.ZERO);
  }

  String describe(String call) {
    return "%s: %s: %s (%s)".formatted(code, call, message, origin);
  }

  /** Returns whether the failure passes, though the SDK does not retry it. */
  static boolean isPassing(Throwable failure) {
    return isMissingPermission(failure)
        // The JDK's connection may throw any exception when an attempt is cut off while it reads.
        || !(failure instanceof SdkException || failure instanceof InvalidRequestException)
        || (failure instanceof AwsServiceException response
            && (response.statusCode() == 409 || response.statusCode() >= 500));
  }

  /** Returns whether IAM may not know yet of a permission that was just given. */
  static boolean isMissingPermission(Throwable failure) {
    return failure instanceof AwsServiceException response
        && response.statusCode() == 403
        && String.valueOf(response.awsErrorDetails().errorMessage())
            .contains("is not authorized to perform");
  }
}
