package io.github.chimeretention.localcloud.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of an operation in AWS's query protocol, or those of a structure in a list.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
public record Form(Map<String, String> values, String prefix) {
  static Map<String, String> parse(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    if (encoded == null || encoded.isEmpty()) {
      return values;
    }
    for (String pair : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
    }
    return values;
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(prefix + name));
  }

  public String required(String name) {
    return get(name)
        .orElseThrow(
            () ->
                new AwsException(
                    400, "ValidationError", prefix + name + " is missing; it must be given"));
  }

  public boolean flag(String name) {
    return get(name).map(Boolean::parseBoolean).orElse(false);
  }

  /** The structures of a list, from 1 on. */
  public List<Form> list(String name) {
    List<Form> members = new ArrayList<>();
    for (int i = 1; ; i++) {
      String member = prefix + name + ".member." + i + ".";
      if (values.keySet().stream().noneMatch(key -> key.startsWith(member))) {
        return members;
      }
      members.add(new Form(values, member));
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
