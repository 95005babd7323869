package io.github.chimeretention.bench.handler;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chime.ChimeClient;
import software.amazon.awssdk.services.chime.model.ConversationRetentionSettings;
import software.amazon.awssdk.services.chime.model.RetentionSettings;
import software.amazon.awssdk.services.chime.model.RoomRetentionSettings;

/** What an event is to do, as one writes it first: put the settings, read them back, compare. */
final class AccountRetention {
  // As good as it gets with the SDK's client: the smallest HTTP client, and no search for
  // credentials or a region.
  private final ChimeClient client =
      ChimeClient.builder()
          .region(Region.US_EAST_1)
          .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
          .httpClient(UrlConnectionHttpClient.create())
          .build();

  /** Puts the declared settings and returns them as the service reports them. */
  Map<String, Object> put(Map<String, Object> properties) {
    return put(
        accountId(properties),
        settings(
            days(properties, "RoomRetentionDays"), days(properties, "ConversationRetentionDays")));
  }

  /** Turns the account's periods off. */
  void clear(Map<String, Object> properties) {
    put(accountId(properties), settings(null, null));
  }

  static String accountId(Map<String, Object> properties) {
    return properties.get("AccountId").toString();
  }

  private Map<String, Object> put(String accountId, RetentionSettings settings) {
    client.putRetentionSettings(r -> r.accountId(accountId).retentionSettings(settings));
    RetentionSettings effective =
        client.getRetentionSettings(r -> r.accountId(accountId)).retentionSettings();
    if (!effective.equals(settings)) {
      throw new IllegalStateException("Put " + settings + ", but the service has " + effective);
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("RoomRetentionDays", text(effective.roomRetentionSettings().retentionDays()));
    attributes.put(
        "ConversationRetentionDays",
        text(effective.conversationRetentionSettings().retentionDays()));
    return attributes;
  }

  private static RetentionSettings settings(Integer room, Integer conversation) {
    return RetentionSettings.builder()
        .roomRetentionSettings(RoomRetentionSettings.builder().retentionDays(room).build())
        .conversationRetentionSettings(
            ConversationRetentionSettings.builder().retentionDays(conversation).build())
        .build();
  }

  private static Integer days(Map<String, Object> properties, String name) {
    Object days = properties.get(name);
    return days == null ? null : Integer.valueOf(days.toString());
  }

  private static String text(Integer days) {
    return days == null ? "" : days.toString();
  }
}
