package io.github.chimeretention.lambda.chime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chime.ChimeClient;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;

/**
 * Where AWS is called, which no other test sees: what stands in for the SDK's metadata of regions
 * and services must not change it.
 */
@DisplayName("Without an override of the endpoint,")
class ServiceEndpointTest {
  private final ChimeCalls calls = new ChimeCalls("test", Optional.empty());
  private final List<SdkHttpRequest> requests = new ArrayList<>();

  @Test
  @DisplayName("an account is called in us-east-1")
  void account() {
    ChimeClient client =
        calls
            .configure(ChimeClient.builder())
            .region(Region.US_EAST_1)
            .overrideConfiguration(it -> it.addExecutionInterceptor(new Stop()))
            .build();

    assertThatThrownBy(() -> client.getRetentionSettings(request -> request.accountId("a")))
        .hasStackTraceContaining(Stop.REASON);

    assertThat(requests.get(0).getUri())
        .hasToString("https://chime.us-east-1.amazonaws.com/accounts/a/retention-settings");
    assertThat(scope()).contains("/us-east-1/chime/aws4_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-1", "eu-central-1", "xx-future-1"})
  @DisplayName("an app instance is called in its region")
  void appInstance(String region) {
    ChimeSdkIdentityClient client =
        calls
            .configure(ChimeSdkIdentityClient.builder())
            .region(Region.of(region))
            .overrideConfiguration(it -> it.addExecutionInterceptor(new Stop()))
            .build();

    assertThatThrownBy(
            () -> client.getAppInstanceRetentionSettings(it -> it.appInstanceArn("arn:a:1/b")))
        .hasStackTraceContaining(Stop.REASON);

    assertThat(requests.get(0).getUri())
        .hasToString(
            ("https://identity-chime.%s.amazonaws.com"
                    + "/app-instances/arn%%3Aa%%3A1%%2Fb/retention-settings")
                .formatted(region));
    assertThat(scope()).contains("/" + region + "/chime/aws4_request");
  }

  private String scope() {
    return requests.get(0).firstMatchingHeader("Authorization").orElseThrow();
  }

  /** Keeps the request from being sent. */
  private final class Stop implements ExecutionInterceptor {
    private static final String REASON = "stopped before it was sent";

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      requests.add(context.httpRequest());
      throw new IllegalStateException(REASON);
    }
  }
}
