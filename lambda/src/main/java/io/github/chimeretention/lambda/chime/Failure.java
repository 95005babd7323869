package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why an attempt failed: the error code and message of the service or of an exception. */
record Failure(String code, String message, String origin, Effect effect, Duration retryAfter) {
  static Failure of(RuntimeException failure, Transmission transmission) {
    return failure instanceof AwsServiceException response
        ? ofResponse(response, transmission)
        : ofException(failure, transmission);
  }

  private static Failure ofResponse(AwsServiceException response, Transmission transmission) {
    AwsErrorDetails details = response.awsErrorDetails();
    int status = response.statusCode();
    String requestId = response.requestId();
    return new Failure(
        Objects.requireNonNullElse(details.errorCode(), "HTTP status " + status),
        Objects.requireNonNullElse(details.errorMessage(), "no message"),
        "HTTP status %d, %s"
            .formatted(status, requestId == null ? "no request id" : "request id " + requestId),
        effect(details.errorCode(), status, transmission.writes),
        details
            .sdkHttpResponse()
            .firstMatchingHeader("Retry-After")
            .filter(seconds -> seconds.matches("[0-9]{1,9}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(Duration.ZERO));
  }

  /** Only the service's own errors prove that nothing was done; a proxy's error doesn't. */
  private static Effect effect(String errorCode, int status, boolean writes) {
    if (errorCode == null || status < 400 || status > 499) {
      return writes ? Effect.UNKNOWN : Effect.NONE;
    }
    return status == 404 && errorCode.equals("NotFoundException")
        ? Effect.NOT_FOUND
        : Effect.REFUSED;
  }

  private static Failure ofException(RuntimeException failure, Transmission transmission) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new Failure(
        cause.getClass().getSimpleName(),
        Objects.requireNonNullElse(cause.getMessage(), "no message"),
        transmission.isSent ? "no usable response" : "not sent",
        transmission.isSent && transmission.writes ? Effect.UNKNOWN : Effect.NONE,
        Duration.ZERO);
  }

  String describe(String call) {
    return "%s: %s: %s (%s)".formatted(code, call, message, origin);
  }

  /** Returns whether the failure is transient, although the SDK doesn't retry it. */
  static boolean isPassing(Throwable failure) {
    return isMissingPermission(failure)
        || isUnknownHost(failure)
        // When an attempt is cut off while it reads, the JDK's connection can throw any exception.
        || !(failure instanceof SdkException || failure instanceof RetentionException)
        || (failure instanceof AwsServiceException response
            && (response.statusCode() == 409 || response.statusCode() >= 500));
  }

  /** Returns how long to retry a failure: a new permission has taken up to 35 seconds. */
  static Duration patience(Throwable failure) {
    return isMissingPermission(failure)
        ? Duration.ofSeconds(60)
        : isUnknownHost(failure) ? Duration.ofSeconds(20) : Duration.ofDays(1);
  }

  static boolean isUnknownHost(Throwable failure) {
    return failure instanceof UnknownHostException
        || (failure.getCause() != null && isUnknownHost(failure.getCause()));
  }

  static boolean isMissingPermission(Throwable failure) {
    return failure instanceof AwsServiceException response
        && response.statusCode() == 403
        && String.valueOf(response.awsErrorDetails().errorMessage())
            .contains("is not authorized to perform");
  }
}
