package io.github.chimeretention.lambda.chime;

import static java.util.Collections.disjoint;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Calls a service, with retries until the deadline. The SDK's own retries are off, because they
 * don't report whether any of the attempts may have been accepted. Thread-safe.
 */
final class ServiceCalls<C> {
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  /** Don't retry with less time left: the effect of a put that is cut off is unknown. */
  private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);

  private static final BackoffStrategy BACKOFF =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(5));

  private final StandardRetryStrategy strategy =
      AwsRetryStrategy.standardRetryStrategy().toBuilder()
          .retryOnException(Failure::isPassing)
          .backoffStrategy(BACKOFF)
          .throttlingBackoffStrategy(BACKOFF)
          .circuitBreakerEnabled(false)
          .maxAttempts(Integer.MAX_VALUE)
          .build();

  private final Map<Region, C> clients = new ConcurrentHashMap<>();
  private final Supplier<ServiceMetadata> metadata;
  private final Function<Region, C> newClient;

  <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> ServiceCalls(
      Supplier<ServiceMetadata> metadata, Supplier<B> clientBuilder, SdkHttpClient http) {
    this.metadata = metadata;
    newClient =
        region ->
            clientBuilder
                .get()
                .region(region)
                .httpClient(http)
                .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
                .overrideConfiguration(
                    options ->
                        options
                            .retryStrategy(AwsRetryStrategy.doNotRetry())
                            .addExecutionInterceptor(new Transmission.Observer()))
                .build();
  }

  /** Makes a call; messages name it, such as {@code PutRetentionSettings for the account a}. */
  <T> T call(
      String call,
      Region region,
      Deadline deadline,
      BiFunction<C, AwsRequestOverrideConfiguration, T> attempt)
      throws InterruptedException {
    if (deadline.left().isZero()) {
      throw new RetentionException("Timed out before " + call, Effect.NONE, null);
    }
    Duration patience = Duration.ZERO;
    long failingSince = 0;
    RetryToken token =
        strategy.acquireInitialToken(AcquireInitialTokenRequest.create(call)).token();
    Effect effect = Effect.NONE;
    Failure last = null;
    while (true) {
      Transmission transmission = new Transmission();
      try {
        return attempt.apply(
            clients.computeIfAbsent(region, newClient), options(transmission, deadline));
      } catch (RuntimeException e) {
        Failure failure = Failure.of(e, transmission);
        effect = effect == Effect.UNKNOWN ? effect : failure.effect();
        // Prefer the service's last error to our own timeout.
        last = last == null || !(e instanceof ApiCallAttemptTimeoutException) ? failure : last;
        Optional<RefreshRetryTokenResponse> retry = retry(token, e, failure.retryAfter());
        if (!patience.equals(Failure.patience(e))) {
          patience = Failure.patience(e);
          failingSince = deadline.time().nanos();
        }
        if (retry.isEmpty() || deadline.time().nanos() - failingSince >= patience.toNanos()) {
          boolean isElsewhere =
              Failure.isUnknownHost(e)
                  && effect != Effect.UNKNOWN
                  && disjoint(metadata.get().regions(), Set.of(region, Region.AWS_GLOBAL));
          String hint = isElsewhere ? "; the service is not available in " + region : "";
          effect = isElsewhere ? Effect.REFUSED : effect;
          throw new RetentionException(failure.describe(call) + hint, effect, e);
        }
        token = retry.get().token();
        Duration delay = retry.get().delay();
        if (!deadline.allows(delay.plus(SHORTEST_RETRY))) {
          String wait =
              "; gave up: %s left, next attempt in %s"
                  .formatted(PublicText.duration(deadline.left()), PublicText.duration(delay));
          boolean isFinal = effect != Effect.REFUSED || Failure.isMissingPermission(e);
          throw new RetentionException(
              last.describe(call) + wait, isFinal ? effect : Effect.NONE, e);
        }
        deadline.time().sleep(delay);
      }
    }
  }

  private static AwsRequestOverrideConfiguration options(
      Transmission transmission, Deadline deadline) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallAttemptTimeout(deadline.within(ATTEMPT_TIMEOUT).left().plusMillis(1))
        .putExecutionAttribute(Transmission.ATTRIBUTE, transmission)
        .build();
  }

  private Optional<RefreshRetryTokenResponse> retry(
      RetryToken token, Throwable failure, Duration retryAfter) {
    var request = RefreshRetryTokenRequest.builder().token(token).failure(failure);
    try {
      return Optional.of(strategy.refreshRetryToken(request.suggestedDelay(retryAfter).build()));
    } catch (TokenAcquisitionFailedException e) {
      // This is how the strategy reports that it doesn't retry the failure.
      return Optional.empty();
    }
  }
}
