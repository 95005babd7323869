package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** One call: which of its failed attempts are repeated, and what they may have done. */
final class ChimeCall {
  private static final List<String> SECRETS =
      List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final Deadline deadline;
  private final Deadline permissionsTakeEffect;
  private boolean inFlight;
  private boolean mayHaveArrived;
  private Throwable lastFailure;

  /**
   * Makes a call.
   *
   * @param deadline after which no attempt starts, even on a thread that Lambda froze before it
   * @param permissionsTakeEffect until when a missing permission may be one that was just given:
   *     IAM is eventually consistent (<i>AWS Identity and Access Management User Guide,
   *     Troubleshoot IAM, Changes that I make are not always immediately visible</i>), and
   *     CloudFormation calls the function as soon as it has attached the policy
   */
  ChimeCall(Deadline deadline, Deadline permissionsTakeEffect) {
    this.deadline = deadline;
    this.permissionsTakeEffect = permissionsTakeEffect;
  }

  void attemptStarts() {
    if (deadline.left().isZero()) {
      throw SdkClientException.create("no time was left for an attempt");
    }
    inFlight = true;
  }

  /** Returns whether to try again after this failure; the SDK asks after each failed attempt. */
  boolean retries(Throwable failure) {
    inFlight = false;
    mayHaveArrived |= mayHaveArrived(failure);
    lastFailure = failure;
    return isTransient(failure)
        || (isMissingPermission(failure) && !permissionsTakeEffect.left().isZero());
  }

  /** Returns what the whole call may have done, when it ends by this failure. */
  Effect effect(SdkException end) {
    if (mayHaveArrived || inFlight) {
      return Effect.UNKNOWN;
    }
    return end instanceof SdkServiceException service && service.statusCode() == NOT_FOUND
        ? Effect.NOT_FOUND
        : Effect.NONE;
  }

  static boolean isThrottling(Throwable failure) {
    return failure instanceof SdkServiceException service
        && (service.isThrottlingException() || service.statusCode() == TOO_MANY_REQUESTS);
  }

  private static boolean isTransient(Throwable failure) {
    if (failure instanceof SdkServiceException service) {
      return isThrottling(service)
          || service.statusCode() == CONFLICT
          || service.statusCode() >= SERVER_ERROR;
    }
    return failure instanceof ApiCallAttemptTimeoutException
        || causedBy(IOException.class, failure);
  }

  private static boolean isMissingPermission(Throwable failure) {
    return failure instanceof AwsServiceException service
        && service.statusCode() == FORBIDDEN
        && service.awsErrorDetails() != null
        && String.valueOf(service.awsErrorDetails().errorMessage())
            .contains("is not authorized to perform");
  }

  private static boolean mayHaveArrived(Throwable failure) {
    if (failure instanceof SdkServiceException service) {
      return service.statusCode() >= SERVER_ERROR;
    }
    return !causedBy(ConnectException.class, failure)
        && !causedBy(UnknownHostException.class, failure)
        && !causedBy(NoRouteToHostException.class, failure)
        && !causedBy(SSLHandshakeException.class, failure);
  }

  private static boolean causedBy(Class<? extends Throwable> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Says why the call ended, with what the service said last. */
  String describe(SdkException end) {
    return end instanceof ApiCallTimeoutException && lastFailure != null
        ? "still failing when the time was over: " + describe(lastFailure)
        : describe((Throwable) end);
  }

  private static String describe(Throwable failure) {
    if (!(failure instanceof AwsServiceException service)) {
      return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
    AwsErrorDetails details = service.awsErrorDetails();
    return "%s: %s (HTTP status %d, request id %s)"
        .formatted(
            details == null || details.errorCode() == null ? "error" : details.errorCode(),
            details == null || details.errorMessage() == null
                ? "no message"
                : withoutSecrets(details.errorMessage()),
            service.statusCode(),
            service.requestId() == null ? "not given" : service.requestId());
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
