package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.ServiceCallException;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How an SDK client is called here: credentials as Lambda gives them, one bounded attempt after
 * another until the deadline, and failures in words. Thread-safe.
 */
final class ChimeCalls {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PERMISSIONS_TAKE_EFFECT = Duration.ofSeconds(20);
  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

  private final String identityKind;
  private final Optional<URI> endpoint;

  /**
   * How the retry strategy, asked on the calling thread but without the request, finds the call.
   */
  @SuppressWarnings("ThreadLocalUsage") // Each client has a strategy of its own.
  private final ThreadLocal<ChimeCall> current = new ThreadLocal<>();

  /**
   * Makes calls.
   *
   * @param identityKind what the identities are, for people
   * @param endpoint where to call; empty for the service's own endpoint
   */
  ChimeCalls(String identityKind, Optional<URI> endpoint) {
    this.identityKind = identityKind;
    this.endpoint = endpoint;
  }

  <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(B builder) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
        .httpClient(
            UrlConnectionHttpClient.create(
                uri -> BufferedConnection.open(uri, CONNECT_TIMEOUT, ATTEMPT_TIMEOUT)))
        .overrideConfiguration(
            override ->
                override
                    .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                    .addExecutionInterceptor(new AttemptStart())
                    .retryStrategy(retryStrategy()));
  }

  private StandardRetryStrategy retryStrategy() {
    return DefaultRetryStrategy.standardStrategyBuilder()
        .maxAttempts(Integer.MAX_VALUE)
        .circuitBreakerEnabled(false)
        .backoffStrategy(BackoffStrategy.exponentialDelay(FIRST_DELAY, LONGEST_DELAY))
        .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(FIRST_DELAY, LONGEST_DELAY))
        .treatAsThrottling(ChimeCall::isThrottling)
        .retryOnException(failure -> current.get().retries(failure))
        .build();
  }

  /**
   * Calls the service.
   *
   * @throws ServiceCallException if no attempt until the deadline came to a good end
   */
  <R> R call(
      String operation,
      String identity,
      Deadline deadline,
      Function<AwsRequestOverrideConfiguration, R> request) {
    String what = "%s for the %s %s: ".formatted(operation, identityKind, identity);
    if (deadline.left().isZero()) {
      throw new ServiceCallException(what + "no time was left", Effect.NONE, null);
    }
    ChimeCall call = new ChimeCall(deadline, deadline.within(PERMISSIONS_TAKE_EFFECT));
    current.set(call);
    try {
      return request.apply(
          AwsRequestOverrideConfiguration.builder()
              .apiCallTimeout(deadline.left().plusMillis(1))
              .build());
    } catch (SdkException e) {
      throw new ServiceCallException(what + call.describe(e), call.effect(e), e);
    } finally {
      current.remove();
    }
  }

  /** Tells the call that an attempt is on its way. */
  private final class AttemptStart implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      current.get().attemptStarts();
    }
  }
}
