package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.chime.SettingsDocument.Period;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /** The API is served in this region only. */
  private static final String REGION = "us-east-1";

  private final ChimeApi api;

  ChimeAccountRetention(ServiceEndpoint endpoint) {
    api =
        new ChimeApi(
            "account",
            endpoint,
            "accounts",
            new SettingsDocument(
                "RetentionSettings",
                List.of(
                    new Period(ROOM, "RoomRetentionSettings"),
                    new Period(CONVERSATION, "ConversationRetentionSettings"))));
  }

  static ServiceEndpoint endpoint() {
    return ServiceEndpoint.of("aws.endpointUrlChime", "AWS_ENDPOINT_URL_CHIME", "chime");
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
            || !isPrintableAscii(accountId)
        ? Optional.empty()
        : Optional.of(accountId);
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<String> periodProperties() {
    return List.of(ROOM, CONVERSATION);
  }

  @Override
  public void put(String accountId, RetentionSettings settings, Deadline deadline)
      throws InterruptedException {
    api.put(accountId, REGION, settings, deadline);
  }

  @Override
  public EffectiveSettings get(String accountId, Deadline deadline) throws InterruptedException {
    return api.get(accountId, REGION, deadline);
  }
}
