package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A service with the AWS query protocol, with forms as requests and XML as responses. A dot in a
 * form's name separates an object from its member in the operation's input.
 */
public record QueryProtocol(String namespace, Map<String, Operation> operations)
    implements AwsService {
  @Override
  public AwsResponse serve(AwsRequest request) {
    ObjectNode input = Json.object();
    parse(request.text()).forEach((name, value) -> put(input, name, value));
    String action = input.path("Action").asText();
    Operation operation = operations.get(action);
    if (operation == null) {
      throw AwsException.notServed(action);
    }
    ObjectNode response = Json.object();
    response.set(action + "Result", operation.call(request.caller(), input));
    response.putObject("ResponseMetadata").put("RequestId", UUID.randomUUID().toString());
    return AwsResponse.xml(200, action + "Response", namespace, response);
  }

  @Override
  public AwsResponse error(AwsException e) {
    ObjectNode response = Json.object();
    response
        .putObject("Error")
        .put("Type", e.status() < 500 ? "Sender" : "Receiver")
        .put("Code", e.code())
        .put("Message", e.getMessage());
    response.put("RequestId", UUID.randomUUID().toString());
    return AwsResponse.xml(e.status(), "ErrorResponse", namespace, response);
  }

  /** The names and values of a form, or of a URL's query. */
  public static Map<String, String> parse(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : encoded == null ? new String[0] : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
    }
    return values;
  }

  private static void put(ObjectNode input, String name, String value) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      input.put(name, value);
    } else {
      put(input.withObjectProperty(name.substring(0, dot)), name.substring(dot + 1), value);
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
