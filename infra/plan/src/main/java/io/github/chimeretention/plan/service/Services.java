package io.github.chimeretention.plan.service;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.chime.ChimeClient;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The services' clients for one set of credentials. Thread-safe. */
public final class Services {
  /** The timeout of one call, including retries. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(8);

  private static final BackoffStrategy BACKOFF =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(2));

  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;
  private final Map<Region, CloudFormationClient> cloudFormation = new ConcurrentHashMap<>();
  private final Map<Region, ChimeSdkIdentityClient> identity = new ConcurrentHashMap<>();
  private final Map<Region, ChimeClient> chime = new ConcurrentHashMap<>();

  /**
   * Retries throttled calls until they time out. Other calls share a limit of retries, so that they
   * fail quickly if a service is down.
   */
  private final RetryStrategy retries =
      AwsRetryStrategy.legacyRetryStrategy().toBuilder()
          .maxAttempts(Integer.MAX_VALUE)
          .backoffStrategy(BACKOFF)
          .throttlingBackoffStrategy(BACKOFF)
          .build();

  public Services(AwsCredentialsProvider credentials, SdkHttpClient http) {
    this.credentials = credentials;
    this.http = http;
  }

  /** Returns the services with other credentials. */
  Services with(AwsCredentialsProvider others) {
    return new Services(others, http);
  }

  CloudFormationClient cloudFormation(Region region) {
    return cloudFormation.computeIfAbsent(region, it -> build(CloudFormationClient.builder(), it));
  }

  ChimeSdkIdentityClient identity(Region region) {
    return identity.computeIfAbsent(region, it -> build(ChimeSdkIdentityClient.builder(), it));
  }

  /** Returns the client of Amazon Chime, whose only region is {@code us-east-1}. */
  ChimeClient chime() {
    return chime.computeIfAbsent(Region.US_EAST_1, it -> build(ChimeClient.builder(), it));
  }

  StsClient sts(Region region) {
    return build(StsClient.builder(), region);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Region region) {
    return builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(
            options ->
                options
                    .apiCallTimeout(CALL_TIMEOUT)
                    .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                    .retryStrategy(retries))
        .build();
  }
}
