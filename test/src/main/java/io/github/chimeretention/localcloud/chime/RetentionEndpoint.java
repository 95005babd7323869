package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One API's two operations, which put and get the retention settings of an identity. */
public abstract class RetentionEndpoint extends RestJsonEndpoint {
  private final String noun;
  private final Pattern path;
  private final RetentionSettingsBody body;
  private final Retentions retentions;

  /**
   * @param noun what the operations are named after: {@code Put} and {@code Get} stand before it
   * @param path the resource path, with the identity as its group
   */
  RetentionEndpoint(
      String name, String noun, Pattern path, RetentionSettingsBody body, Retentions retentions) {
    super(name);
    this.noun = noun;
    this.path = path;
    this.body = body;
    this.retentions = retentions;
  }

  public final Retentions retentions() {
    return retentions;
  }

  /** The name of the operation that puts the settings. */
  public final String put() {
    return "Put" + noun;
  }

  /** The name of the operation that gets the settings. */
  public final String get() {
    return "Get" + noun;
  }

  /** How the API answers a call for an identity that it does not know. */
  abstract ServiceException unknown(String identity);

  /** How a put is answered that changed the settings to these. */
  abstract Reply taken(Retention retention);

  /** Adds the time from which messages are deleted, in the format of the API. */
  abstract void deletion(ObjectNode answer, Retention retention);

  @Override
  final Optional<Call> route(String method, String rawPath, String requestBody) {
    Matcher matcher = path.matcher(rawPath);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String identity = URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    return switch (method) {
      case "PUT" -> Optional.of(new Call(put(), identity, requestBody));
      case "GET" -> Optional.of(new Call(get(), identity, requestBody));
      default -> Optional.empty();
    };
  }

  @Override
  final Reply serve(Call call) throws ServiceException {
    if (!retentions.exists(call.identity())) {
      throw unknown(call.identity());
    }
    return call.operation().equals(put())
        ? taken(retentions.put(call.identity(), body.read(call.body())))
        : report(retentions.get(call.identity()));
  }

  final Reply report(Retention retention) {
    ObjectNode answer = body.write(retention);
    deletion(answer, retention);
    return new Reply(200, answer.toString());
  }
}
