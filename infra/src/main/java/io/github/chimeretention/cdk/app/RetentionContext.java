package io.github.chimeretention.cdk.app;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the {@code chime-retention} context declares.
 *
 * <pre>{@code
 * "chime-retention": {
 *   "stackName": "ChimeRetention",
 *   "accounts": {
 *     "sales": {
 *       "accountId": "12345678-1234-1234-1234-123456789012",
 *       "roomRetentionDays": 365,
 *       "conversationRetentionDays": 90,
 *       "removalPolicy": "destroy"
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The whole value may be a string of JSON, as {@code -c chime-retention=...} makes it, and
 * {@code -c chime-retention.accounts.sales.roomRetentionDays=30} overrides a property of one
 * account.
 *
 * @param accounts by name, in the order of their declaration
 */
record RetentionContext(String stackName, Map<String, AccountContext> accounts) {
  private static final String KEY = "chime-retention";
  private static final String DEFAULT_STACK_NAME = "ChimeRetention";
  private static final String ACCOUNTS = "accounts";
  private static final String STACK_NAME = "stackName";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads the settings from the app's whole context.
   *
   * @throws IllegalArgumentException with one line that names the first key that is not right
   */
  static RetentionContext of(Object appContext) {
    JsonNode context = JSON.valueToTree(appContext);
    ContextObject root = ContextObject.of(KEY, parsed(context.path(KEY)));
    override(root, context);
    root.allowOnly(STACK_NAME, ACCOUNTS);
    return new RetentionContext(stackName(root), accounts(root.object(ACCOUNTS)));
  }

  private static JsonNode parsed(JsonNode value) {
    if (!value.isTextual()) {
      return value;
    }
    try {
      return JSON.readTree(value.textValue());
    } catch (JsonProcessingException e) {
      throw ContextObject.refusal(KEY, value, "JSON: " + e.getOriginalMessage());
    }
  }

  /** Replaces what the context's dotted keys name. */
  private static void override(ContextObject root, JsonNode context) {
    for (Map.Entry<String, JsonNode> entry : context.properties()) {
      String key = entry.getKey();
      if (key.startsWith(KEY + ".")) {
        int last = key.lastIndexOf('.');
        target(root, key.substring(0, last)).set(key.substring(last + 1), entry.getValue());
      }
    }
  }

  private static ObjectNode target(ContextObject root, String path) {
    if (path.equals(KEY)) {
      return root.members();
    }
    ContextObject accounts = root.object(ACCOUNTS);
    String prefix = accounts.path() + ".";
    if (path.startsWith(prefix) && accounts.has(path.substring(prefix.length()))) {
      return accounts.object(path.substring(prefix.length())).members();
    }
    throw new IllegalArgumentException(
        "%s is not declared; allowed are overrides of %s".formatted(path, paths(accounts)));
  }

  private static String paths(ContextObject parent) {
    return parent.names().stream().map(name -> parent.path() + "." + name).collect(joining(", "));
  }

  private static String stackName(ContextObject root) {
    if (!root.has(STACK_NAME)) {
      return DEFAULT_STACK_NAME;
    }
    JsonNode name = root.get(STACK_NAME);
    if (name.isTextual() && name.textValue().matches("[A-Za-z][A-Za-z0-9-]{0,127}")) {
      return name.textValue();
    }
    throw root.refusal(
        STACK_NAME, "a letter, then up to 127 letters, digits and hyphens, as a string");
  }

  private static Map<String, AccountContext> accounts(ContextObject declared) {
    Map<String, AccountContext> accounts = new LinkedHashMap<>();
    for (String name : declared.names()) {
      if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException(
            "%s has the name %s; allowed are 1 to 64 letters, digits, hyphens and underscores"
                .formatted(declared.path(), TextNode.valueOf(name)));
      }
      accounts.put(name, AccountContext.of(declared.object(name)));
    }
    return Collections.unmodifiableMap(accounts);
  }
}
