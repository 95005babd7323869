package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The retention settings of the Amazon Chime account API, version 2018-05-01.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/chime/latest/APIReference/API_PutRetentionSettings.html">
 *     PutRetentionSettings</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/chime/latest/APIReference/API_GetRetentionSettings.html">
 *     GetRetentionSettings</a>
 */
public final class ChimeEndpoint extends RetentionEndpoint {
  public static final String ROOMS = "RoomRetentionSettings";
  public static final String CONVERSATIONS = "ConversationRetentionSettings";

  public ChimeEndpoint(Retentions accounts) {
    super(
        "chime",
        "RetentionSettings",
        Pattern.compile("/accounts/([^/]+)/retention-settings"),
        new RetentionSettingsBody("RetentionSettings", List.of(ROOMS, CONVERSATIONS)),
        accounts);
  }

  @Override
  Signature signature(Call call) {
    return new Signature("us-east-1", "chime");
  }

  @Override
  ServiceException unknown(String accountId) {
    return new ServiceException(ServiceError.NOT_FOUND, "Account " + accountId + " was not found");
  }

  /** The service model promises both settings in the answer; the service sends 204 and no body. */
  @Override
  Reply taken(Retention retention) {
    return new Reply(204, "");
  }

  @Override
  void deletion(ObjectNode answer, Retention retention) {
    retention.deletion().ifPresent(at -> answer.put("InitiateDeletionTimestamp", at.toString()));
  }
}
