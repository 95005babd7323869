package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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
public final class ChimeEndpoint extends RestJsonEndpoint {
  public static final String PUT = "PutRetentionSettings";
  public static final String GET = "GetRetentionSettings";
  public static final String ROOMS = "RoomRetentionSettings";
  public static final String CONVERSATIONS = "ConversationRetentionSettings";

  private static final Pattern PATH = Pattern.compile("/accounts/([^/]+)/retention-settings");
  private static final RetentionSettingsBody BODY =
      new RetentionSettingsBody("RetentionSettings", List.of(ROOMS, CONVERSATIONS));

  private final Retentions accounts;

  public ChimeEndpoint(Retentions accounts) {
    super("chime", new Signature("us-east-1", "chime"));
    this.accounts = accounts;
  }

  public Retentions accounts() {
    return accounts;
  }

  @Override
  Optional<Call> route(String method, String path, String body) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String accountId = URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    return switch (method) {
      case "PUT" -> Optional.of(new Call(PUT, accountId, body));
      case "GET" -> Optional.of(new Call(GET, accountId, body));
      default -> Optional.empty();
    };
  }

  @Override
  Reply serve(Call call) throws ServiceException {
    if (!accounts.exists(call.identity())) {
      throw new ServiceException(
          ServiceError.NOT_FOUND, "Account " + call.identity() + " was not found");
    }
    return call.operation().equals(PUT) ? put(call) : get(call);
  }

  /** The service model promises both settings in the answer; the service sends 204 and no body. */
  private Reply put(Call call) throws ServiceException {
    accounts.put(call.identity(), BODY.read(call.body()));
    return new Reply(204, "");
  }

  private Reply get(Call call) {
    Retention retention = accounts.get(call.identity());
    ObjectNode answer = BODY.write(retention);
    retention.deletion().ifPresent(at -> answer.put("InitiateDeletionTimestamp", at.toString()));
    return new Reply(200, answer.toString());
  }
}
