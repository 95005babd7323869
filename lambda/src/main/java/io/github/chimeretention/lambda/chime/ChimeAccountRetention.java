package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chime.ChimeClient;
import software.amazon.awssdk.services.chime.model.ConversationRetentionSettings;
import software.amazon.awssdk.services.chime.model.GetRetentionSettingsResponse;
import software.amazon.awssdk.services.chime.model.RoomRetentionSettings;

/**
 * The retention settings of an Amazon Chime account.
 *
 * <p>Source: <i>Amazon Chime API Reference, PutRetentionSettings and GetRetentionSettings</i>.
 */
public final class ChimeAccountRetention implements RetentionResource {
  private static final String ROOM = "RoomRetentionDays";
  private static final String CONVERSATION = "ConversationRetentionDays";

  /** Printable ASCII without spaces; one or two dots would change the API's path. */
  private static final Pattern ACCOUNT_ID = Pattern.compile("(?!\\.{1,2}$)[!-~]{1,256}");

  /** The API's only region. Requests can't be signed for its alias, {@code AWS_GLOBAL}. */
  private static final Region REGION = Region.US_EAST_1;

  private final ServiceCalls<ChimeClient> calls;

  ChimeAccountRetention(SdkHttpClient http) {
    calls = new ServiceCalls<>(ChimeClient::serviceMetadata, ChimeClient::builder, http);
  }

  @Override
  public Type type() {
    return new Type(
        "Custom::ChimeRetentionSettings",
        "AccountId",
        "the ID of an Amazon Chime account, without spaces",
        List.of(ROOM, CONVERSATION));
  }

  @Override
  public Optional<String> identity(String value) {
    var accountId = Optional.of(value.strip()).filter(ACCOUNT_ID.asMatchPredicate());
    return accountId.map(it -> it.toLowerCase(Locale.ROOT));
  }

  @Override
  public Optional<EffectiveSettings> put(
      String accountId, RetentionSettings settings, Deadline deadline) throws InterruptedException {
    // Always send both periods: the effect of omitting one isn't documented.
    var room = RoomRetentionSettings.builder().retentionDays(settings.days().get(ROOM)).build();
    var conversation =
        ConversationRetentionSettings.builder()
            .retentionDays(settings.days().get(CONVERSATION))
            .build();
    calls.call(
        "PutRetentionSettings for the account " + accountId,
        REGION,
        deadline,
        (client, options) ->
            client.putRetentionSettings(
                request ->
                    request
                        .accountId(accountId)
                        .retentionSettings(
                            it ->
                                it.roomRetentionSettings(room)
                                    .conversationRetentionSettings(conversation))
                        .overrideConfiguration(options)));
    // The response is HTTP 204 and has no body.
    return Optional.empty();
  }

  @Override
  public EffectiveSettings get(String accountId, Deadline deadline) throws InterruptedException {
    return calls.call(
        "GetRetentionSettings for the account " + accountId,
        REGION,
        deadline,
        (client, options) ->
            effective(
                client.getRetentionSettings(
                    request -> request.accountId(accountId).overrideConfiguration(options))));
  }

  /** Returns the settings that a response reports. */
  public static EffectiveSettings effective(GetRetentionSettingsResponse response) {
    Map<String, Integer> days = new HashMap<>();
    if (response.retentionSettings() != null) {
      var room = response.retentionSettings().roomRetentionSettings();
      var conversation = response.retentionSettings().conversationRetentionSettings();
      days.put(ROOM, room == null ? null : room.retentionDays());
      days.put(CONVERSATION, conversation == null ? null : conversation.retentionDays());
    }
    return EffectiveSettings.of(days, response.initiateDeletionTimestamp());
  }
}
