package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chime.ChimeClient;
import software.amazon.awssdk.services.chime.model.ConversationRetentionSettings;
import software.amazon.awssdk.services.chime.model.GetRetentionSettingsResponse;
import software.amazon.awssdk.services.chime.model.RoomRetentionSettings;

/**
 * {@code Custom::ChimeRetentionSettings}: the retention settings of an Amazon Chime account.
 *
 * <p>Source: <i>Amazon Chime API Reference, PutRetentionSettings and GetRetentionSettings</i>.
 */
final class ChimeAccountRetention implements RetentionResource {
  static final String RESOURCE_TYPE = "Custom::ChimeRetentionSettings";

  private static final String ROOM = "RoomRetentionDays";
  private static final String CONVERSATION = "ConversationRetentionDays";
  private static final int LONGEST_ACCOUNT_ID = 256;

  private final ChimeCalls calls;
  // Not a Lazy<ChimeClient>: to link the lambda that makes it, the JVM would load the client at
  // once.
  private ChimeClient client;

  ChimeAccountRetention(Optional<URI> endpoint) {
    calls = new ChimeCalls("account", endpoint);
  }

  @Override
  public String resourceType() {
    return RESOURCE_TYPE;
  }

  @Override
  public String identityProperty() {
    return "AccountId";
  }

  @Override
  public String allowedIdentity() {
    return "the id of an Amazon Chime account, without spaces inside";
  }

  @Override
  public String exampleIdentity() {
    return "priming";
  }

  @Override
  public Optional<String> identity(String value) {
    String accountId = value.strip().toLowerCase(Locale.ROOT);
    return accountId.isEmpty()
            || accountId.length() > LONGEST_ACCOUNT_ID
            || accountId.chars().anyMatch(c -> c <= ' ' || c > '~')
        ? Optional.empty()
        : Optional.of(accountId);
  }

  @Override
  public List<String> periodProperties() {
    return List.of(ROOM, CONVERSATION);
  }

  @Override
  public void put(String accountId, RetentionSettings settings, Deadline deadline) {
    // Always both objects: what the service does with one that is left out is not documented.
    RoomRetentionSettings room =
        RoomRetentionSettings.builder().retentionDays(settings.daysOrNull(ROOM)).build();
    ConversationRetentionSettings conversation =
        ConversationRetentionSettings.builder()
            .retentionDays(settings.daysOrNull(CONVERSATION))
            .build();
    calls.call(
        "PutRetentionSettings",
        accountId,
        deadline,
        override ->
            client()
                .putRetentionSettings(
                    request ->
                        request
                            .accountId(accountId)
                            .retentionSettings(
                                both ->
                                    both.roomRetentionSettings(room)
                                        .conversationRetentionSettings(conversation))
                            .overrideConfiguration(override)));
  }

  @Override
  public EffectiveSettings get(String accountId, Deadline deadline) {
    return effective(
        calls.call(
            "GetRetentionSettings",
            accountId,
            deadline,
            override ->
                client()
                    .getRetentionSettings(
                        request -> request.accountId(accountId).overrideConfiguration(override))));
  }

  private static EffectiveSettings effective(GetRetentionSettingsResponse response) {
    Map<String, Integer> days = new HashMap<>();
    if (response.retentionSettings() != null) {
      RoomRetentionSettings room = response.retentionSettings().roomRetentionSettings();
      days.put(ROOM, room == null ? null : room.retentionDays());
      ConversationRetentionSettings conversation =
          response.retentionSettings().conversationRetentionSettings();
      days.put(CONVERSATION, conversation == null ? null : conversation.retentionDays());
    }
    return new EffectiveSettings(
        RetentionSettings.ofNullable(days),
        Optional.ofNullable(response.initiateDeletionTimestamp()));
  }

  // The API has one endpoint. AWS_GLOBAL would sign a scope that is no region where the endpoint is
  // overridden.
  private synchronized ChimeClient client() {
    if (client == null) {
      client = calls.configure(ChimeClient.builder()).region(Region.US_EAST_1).build();
    }
    return client;
  }
}
