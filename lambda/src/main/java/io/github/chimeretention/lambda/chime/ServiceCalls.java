package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.ServiceCallException;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Calls a service, one attempt after another until the deadline. The SDK's clients make single
 * attempts; the loop is here, because only it knows over all of them whether a put may have been
 * accepted. Thread-safe.
 */
final class ServiceCalls<C> {
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  /** No other attempt is begun with less: one that is cut off makes its effect unknown. */
  private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);

  private static final BackoffStrategy BACKOFF =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(5));

  /**
   * For how long a missing permission may be one that was just given: IAM is eventually consistent
   * (<i>AWS Identity and Access Management User Guide, Troubleshoot IAM, Changes that I make are
   * not always immediately visible</i>), and CloudFormation calls the function as soon as it has
   * attached the policy.
   */
  private static final Duration PERMISSIONS_TAKE_EFFECT = Duration.ofSeconds(20);

  /** What the SDK retries, and two kinds of failure more, for as long as there is time. */
  private final StandardRetryStrategy strategy =
      AwsRetryStrategy.standardRetryStrategy().toBuilder()
          .retryOnException(Failure::isConflict)
          .retryOnException(Failure::isMissingPermission)
          .backoffStrategy(BACKOFF)
          .throttlingBackoffStrategy(BACKOFF)
          .circuitBreakerEnabled(false)
          .maxAttempts(Integer.MAX_VALUE)
          .build();

  private final Map<Region, C> clients = new ConcurrentHashMap<>();
  private final Function<Region, C> newClient;

  /** Makes one attempt at a call. */
  @FunctionalInterface
  interface Attempt<C, T> {
    T make(C client, AwsRequestOverrideConfiguration options);
  }

  <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> ServiceCalls(
      Supplier<B> clientBuilder, SdkHttpClient http) {
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

  /**
   * Makes a call.
   *
   * @param call what it is called, such as {@code PutRetentionSettings for the account a}
   * @throws ServiceCallException if no attempt until the deadline succeeded
   */
  <T> T call(String call, Region region, Deadline deadline, Attempt<C, T> attempt)
      throws InterruptedException {
    Deadline permissionsTakeEffect = deadline.within(PERMISSIONS_TAKE_EFFECT);
    RetryToken token =
        strategy.acquireInitialToken(AcquireInitialTokenRequest.create(call)).token();
    Effect effect = Effect.NONE;
    Failure last = null;
    while (true) {
      Transmission transmission = new Transmission();
      try {
        return attempt.make(
            clients.computeIfAbsent(region, newClient), options(transmission, deadline));
      } catch (RuntimeException e) {
        Failure failure = Failure.of(e, transmission.isSent());
        effect = failure.effectAfter(effect);
        // Rather what the service said last than that its last response was too late.
        last = last == null || !(e instanceof ApiCallAttemptTimeoutException) ? failure : last;
        Optional<RefreshRetryTokenResponse> retry =
            retry(
                RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(e)
                    .suggestedDelay(failure.retryAfter()));
        if (retry.isEmpty()
            || (Failure.isMissingPermission(e) && permissionsTakeEffect.left().isZero())) {
          throw new ServiceCallException(failure.of(call), effect, e);
        }
        token = retry.get().token();
        if (!deadline.allows(retry.get().delay().plus(SHORTEST_RETRY))) {
          throw new ServiceCallException(last.of(call) + outOfTime(failure), effect, e);
        }
        deadline.time().sleep(retry.get().delay());
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

  private Optional<RefreshRetryTokenResponse> retry(RefreshRetryTokenRequest.Builder request) {
    try {
      return Optional.of(strategy.refreshRetryToken(request.build()));
    } catch (TokenAcquisitionFailedException e) {
      // So the strategy says that the failure is not to be retried.
      return Optional.empty();
    }
  }

  private static String outOfTime(Failure failure) {
    return failure.retryAfter().isZero()
        ? "; still failing when the time was over"
        : "; the service asks to be called again in %d seconds, which is more than was left"
            .formatted(failure.retryAfter().toSeconds());
  }
}
