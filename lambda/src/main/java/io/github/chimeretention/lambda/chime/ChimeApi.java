package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import io.github.chimeretention.lambda.retention.ServiceCallException;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * One of Amazon Chime's APIs: puts and gets an identity's retention settings, one bounded attempt
 * after another until the deadline, and says in words why a call failed. Thread-safe.
 *
 * <p>The requests are written here, not by the SDK's client of the API: that is some 1,200 classes
 * more for two requests, and the longest part of a cold start. A test holds them to be the
 * client's.
 */
final class ChimeApi {
  /**
   * For how long a missing permission may be one that was just given: IAM is eventually consistent
   * (<i>AWS Identity and Access Management User Guide, Troubleshoot IAM, Changes that I make are
   * not always immediately visible</i>), and CloudFormation calls the function as soon as it has
   * attached the policy.
   */
  private static final Duration PERMISSIONS_TAKE_EFFECT = Duration.ofSeconds(20);

  /**
   * There is no other attempt with less: one that is cut off makes unknown what was known, that the
   * service took nothing.
   */
  private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);

  private final String identityKind;
  private final ServiceEndpoint endpoint;
  private final String collection;
  private final SettingsDocument document;
  private final SignedExchange exchange = new SignedExchange();
  private final BackoffStrategy backoff =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(5));

  /**
   * Makes an API.
   *
   * @param identityKind what the identities are, for people
   * @param collection the identities' first path segment
   * @param document the settings, which the operations are named after
   */
  ChimeApi(
      String identityKind, ServiceEndpoint endpoint, String collection, SettingsDocument document) {
    this.identityKind = identityKind;
    this.endpoint = endpoint;
    this.collection = collection;
    this.document = document;
  }

  /**
   * Puts settings.
   *
   * @throws ServiceCallException if no attempt until the deadline was accepted
   */
  void put(String identity, String region, RetentionSettings settings, Deadline deadline)
      throws InterruptedException {
    call(request("Put", identity, region, Optional.of(document.write(settings))), deadline);
  }

  /**
   * Gets the settings.
   *
   * @throws ServiceCallException if no attempt until the deadline had an answer, or it can't be
   *     read
   */
  EffectiveSettings get(String identity, String region, Deadline deadline)
      throws InterruptedException {
    ChimeRequest request = request("Get", identity, region, Optional.empty());
    JsonNode report = call(request, deadline);
    try {
      return document.read(report);
    } catch (RuntimeException e) {
      throw new ServiceCallException(
          request + ": the answer can't be read: " + e.getMessage(), Effect.UNKNOWN, e);
    }
  }

  ChimeRequest request(String verb, String identity, String region, Optional<String> body) {
    return new ChimeRequest(
        verb + document.name(),
        identityKind + " " + identity,
        endpoint.url(
            region,
            "/" + collection + "/" + SdkHttpUtils.urlEncode(identity) + "/retention-settings"),
        region,
        body);
  }

  private JsonNode call(ChimeRequest request, Deadline deadline) throws InterruptedException {
    Deadline permissionsTakeEffect = deadline.within(PERMISSIONS_TAKE_EFFECT);
    if (deadline.left().isZero()) {
      throw new ServiceCallException(request + ": no time was left", Effect.NONE, null);
    }
    boolean mayHaveArrived = false;
    FailedAttempt last = null;
    for (int attempt = 1; ; attempt++) {
      try {
        return exchange.send(request, deadline);
      } catch (FailedAttempt e) {
        mayHaveArrived |= e.effect() == Effect.UNKNOWN;
        Effect effect = mayHaveArrived ? Effect.UNKNOWN : e.effect();
        boolean again =
            e.isTransient() || (e.isMissingPermission() && !permissionsTakeEffect.left().isZero());
        if (!again) {
          throw new ServiceCallException(request + ": " + e.getMessage(), effect, e);
        }
        // Rather what the service said last than that its last answer did not come in time.
        last = last == null || !(e.getCause() instanceof InterruptedIOException) ? e : last;
        Duration delay = longer(backoff.computeDelay(attempt), e.retryAfter());
        if (!deadline.allows(delay.plus(SHORTEST_RETRY))) {
          throw new ServiceCallException(
              request + ": still failing when the time was over: " + last.getMessage(), effect, e);
        }
        TimeUnit.MILLISECONDS.sleep(delay.toMillis());
      }
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
