package io.github.chimeretention.bench.handler;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkidentity.model.AppInstanceRetentionSettings;

/** A straightforward implementation: puts the settings, reads them back, and compares. */
final class AppInstanceRetention {
  // The fastest configuration of the SDK's client: the smallest HTTP client, and no search for
  // credentials or a region.
  private final ChimeSdkIdentityClient client =
      ChimeSdkIdentityClient.builder()
          .region(Region.US_EAST_1)
          .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
          .httpClient(UrlConnectionHttpClient.create())
          .build();

  /** Puts the declared settings, and returns the settings that the service reports. */
  Map<String, Object> put(Map<String, Object> properties) {
    Object days = properties.get("ChannelRetentionDays");
    return put(
        appInstanceArn(properties),
        settings(days == null ? null : Integer.valueOf(days.toString())));
  }

  /** Turns the app instance's period off. */
  void clear(Map<String, Object> properties) {
    put(appInstanceArn(properties), settings(null));
  }

  static String appInstanceArn(Map<String, Object> properties) {
    return properties.get("AppInstanceArn").toString();
  }

  private Map<String, Object> put(String appInstanceArn, AppInstanceRetentionSettings settings) {
    client.putAppInstanceRetentionSettings(
        request -> request.appInstanceArn(appInstanceArn).appInstanceRetentionSettings(settings));
    AppInstanceRetentionSettings effective =
        client
            .getAppInstanceRetentionSettings(request -> request.appInstanceArn(appInstanceArn))
            .appInstanceRetentionSettings();
    if (!effective.equals(settings)) {
      throw new IllegalStateException("Put " + settings + ", but the service has " + effective);
    }
    Integer days = effective.channelRetentionSettings().retentionDays();
    return Map.of("ChannelRetentionDays", days == null ? "" : days.toString());
  }

  private static AppInstanceRetentionSettings settings(Integer days) {
    return AppInstanceRetentionSettings.builder()
        .channelRetentionSettings(channel -> channel.retentionDays(days))
        .build();
  }
}
