package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Why an attempt failed, in words, and what follows from it. */
final class FailedAttempt extends Exception {
  private static final long serialVersionUID = 1L;
  private static final List<String> SECRETS =
      List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /**
   * The errors that ask for fewer requests and need not have the status 429 (<i>AWS SDK for Java,
   * retry strategies</i>).
   */
  private static final Set<String> THROTTLING =
      Set.of(
          "BandwidthLimitExceeded",
          "LimitExceededException",
          "PriorRequestNotComplete",
          "RequestLimitExceeded",
          "RequestThrottled",
          "RequestThrottledException",
          "SlowDown",
          "ThrottledException",
          "Throttling",
          "ThrottlingException",
          "TooManyRequestsException");

  private final Effect effect;
  private final boolean isTransient;
  private final boolean isMissingPermission;
  private final Duration retryAfter;

  private FailedAttempt(String message, Exception cause, Effect effect, boolean isTransient) {
    super(message, cause);
    this.effect = effect;
    this.isTransient = isTransient;
    this.isMissingPermission = false;
    this.retryAfter = Duration.ZERO;
  }

  private FailedAttempt(ChimeAnswer answer, String code, String message) {
    super(
        "%s: %s (HTTP status %d, request id %s)"
            .formatted(code, message, answer.status(), answer.requestId().orElse("not given")));
    int status = answer.status();
    this.effect =
        status >= SERVER_ERROR
            ? Effect.UNKNOWN
            : status == NOT_FOUND ? Effect.NOT_FOUND : Effect.NONE;
    this.isTransient =
        status >= SERVER_ERROR
            || status == CONFLICT
            || status == TOO_MANY_REQUESTS
            || THROTTLING.contains(code);
    this.isMissingPermission =
        status == FORBIDDEN && message.contains("is not authorized to perform");
    this.retryAfter = answer.retryAfter();
  }

  /** The request could not be made. */
  static FailedAttempt unsent(Exception failure) {
    return new FailedAttempt(describe(failure), failure, Effect.NONE, false);
  }

  /** No connection came about: the service knows nothing of the attempt. */
  static FailedAttempt unreached(Exception failure) {
    return new FailedAttempt("no connection, " + describe(failure), failure, Effect.NONE, true);
  }

  /** The request was on its way, and no whole answer came. */
  static FailedAttempt unanswered(Exception failure) {
    return new FailedAttempt("no answer, " + describe(failure), failure, Effect.UNKNOWN, true);
  }

  /** The service has taken the request, and what came as its answer is none. */
  static FailedAttempt unreadable() {
    return new FailedAttempt("the answer is not a JSON object", null, Effect.UNKNOWN, true);
  }

  /** The service refused the request, or failed. */
  static FailedAttempt answered(ChimeAnswer answer) {
    return new FailedAttempt(
        answer,
        answer.errorCode().orElse("error"),
        answer.errorMessage().map(FailedAttempt::withoutSecrets).orElse("no message"));
  }

  /** What the attempt may have done. */
  Effect effect() {
    return effect;
  }

  /** Whether another attempt may succeed. */
  boolean isTransient() {
    return isTransient;
  }

  /** Whether another attempt may succeed once IAM knows of a permission that was just given. */
  boolean isMissingPermission() {
    return isMissingPermission;
  }

  /** For how long the service asks not to be called. */
  Duration retryAfter() {
    return retryAfter;
  }

  private static String describe(Exception failure) {
    return failure.getClass().getSimpleName()
        + ": "
        + withoutSecrets(String.valueOf(failure.getMessage()));
  }

  /** A service that finds a signature wrong may quote what it signed, and with it the token. */
  private static String withoutSecrets(String message) {
    int quotation = message.indexOf("The Canonical String");
    String safe = quotation < 0 ? message : message.substring(0, quotation).strip();
    for (String variable : SECRETS) {
      String secret = System.getenv(variable);
      if (secret != null && !secret.isEmpty()) {
        safe = safe.replace(secret, "…");
      }
    }
    return safe;
  }
}
