package io.github.chimeretention.lambda.chime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * What the service answered.
 *
 * @param errorType what the service calls the error, empty if it does not say
 * @param requestId what the service calls the request, empty if it does not say
 * @param retryAfter for how long the service asks not to be called
 */
record ChimeAnswer(
    int status,
    Optional<String> errorType,
    Optional<String> requestId,
    Duration retryAfter,
    String body) {

  /**
   * Reads the answer on a connection to its end.
   *
   * @throws IOException if it ends too early
   */
  static ChimeAnswer on(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    return new ChimeAnswer(
        status,
        Optional.ofNullable(connection.getHeaderField("x-amzn-ErrorType")),
        Optional.ofNullable(connection.getHeaderField("x-amzn-RequestId")),
        seconds(connection.getHeaderField("Retry-After")),
        body(connection, status));
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream body =
        status < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      return body == null ? "" : new String(body.readAllBytes(), UTF_8);
    }
  }

  private static Duration seconds(String retryAfter) {
    return retryAfter != null && retryAfter.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Integer.parseInt(retryAfter))
        : Duration.ZERO;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns the document in the body, which is empty in an empty one; none if it is no object. */
  Optional<JsonNode> document() {
    if (body.isEmpty()) {
      return Optional.of(JsonNode.emptyObjectNode());
    }
    try {
      JsonNode document = JsonNode.parser().parse(body);
      return document.isObject() ? Optional.of(document) : Optional.empty();
    } catch (RuntimeException e) {
      // It breaks off, or something on the way has answered with a page of its own.
      return Optional.empty();
    }
  }

  /** Returns the name of the error, empty if the answer has none. */
  Optional<String> errorCode() {
    // It comes as code, code:address or namespace#code.
    return errorType
        .or(() -> text("__type"))
        .map(type -> type.contains(":") ? type.substring(0, type.indexOf(':')) : type)
        .map(type -> type.substring(type.indexOf('#') + 1));
  }

  /** Returns what the service says of the error, empty if the answer says nothing. */
  Optional<String> errorMessage() {
    return text("message", "Message", "errorMessage");
  }

  private Optional<String> text(String... members) {
    return document()
        .flatMap(
            error ->
                Stream.of(members)
                    .flatMap(member -> error.field(member).stream())
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .findFirst());
  }
}
