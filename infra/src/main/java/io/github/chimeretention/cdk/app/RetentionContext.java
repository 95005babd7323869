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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
 *   },
 *   "appInstances": {
 *     "support": {
 *       "appInstanceArn": "arn:aws:chime:us-east-1:111122223333:app-instance/12345678-...",
 *       "channelRetentionDays": 30,
 *       "removalPolicy": "retain"
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The whole value may be a string of JSON, as {@code -c chime-retention=...} makes it, and
 * {@code -c chime-retention.accounts.sales.roomRetentionDays=30} overrides a property of one
 * account or app instance. The JSON Schema beside this class, {@code chime-retention.schema.json},
 * describes the value after the overrides.
 *
 * @param accounts by name, in the order of their declaration
 * @param appInstances by name, in the order of their declaration
 */
record RetentionContext(
    String stackName,
    Map<String, AccountContext> accounts,
    Map<String, AppInstanceContext> appInstances) {
  private static final String KEY = "chime-retention";
  private static final String DEFAULT_STACK_NAME = "ChimeRetention";
  private static final String ACCOUNTS = "accounts";
  private static final String APP_INSTANCES = "appInstances";
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
    root.allowOnly(STACK_NAME, ACCOUNTS, APP_INSTANCES);
    return new RetentionContext(
        stackName(root),
        declared(
            root.object(ACCOUNTS),
            AccountContext::of,
            AccountContext.ACCOUNT_ID,
            AccountContext::identity),
        declared(
            root.object(APP_INSTANCES),
            AppInstanceContext::of,
            AppInstanceContext.APP_INSTANCE_ARN,
            AppInstanceContext::appInstanceArn));
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
    List<ContextObject> declared = new ArrayList<>();
    for (String section : List.of(ACCOUNTS, APP_INSTANCES)) {
      ContextObject entries = root.object(section);
      entries.names().forEach(name -> declared.add(entries.object(name)));
    }
    return declared.stream()
        .filter(entry -> entry.path().equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is not declared; allowed are overrides of %s"
                        .formatted(
                            path,
                            declared.stream().map(ContextObject::path).collect(joining(", ")))))
        .members();
  }

  private static String stackName(ContextObject root) {
    if (!root.has(STACK_NAME)) {
      return DEFAULT_STACK_NAME;
    }
    return root.text(
        STACK_NAME,
        "[A-Za-z][A-Za-z0-9-]{0,127}",
        "a letter, then up to 127 letters, digits and hyphens, as a string");
  }

  private static <T> Map<String, T> declared(
      ContextObject section,
      Function<ContextObject, T> read,
      String identityProperty,
      Function<T, String> identity) {
    Map<String, T> declared = new LinkedHashMap<>();
    Map<String, String> pathByIdentity = new HashMap<>();
    for (String name : section.names()) {
      if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException(
            "%s has the name %s; allowed are 1 to 64 letters, digits, hyphens and underscores"
                .formatted(section.path(), TextNode.valueOf(name)));
      }
      ContextObject entry = section.object(name);
      T value = read.apply(entry);
      declared.put(name, value);
      String earlier = pathByIdentity.putIfAbsent(identity.apply(value), entry.path());
      if (earlier != null) {
        throw new IllegalArgumentException(
            "%s.%s is %s, which %s declares already; allowed is one declaration in a stack"
                .formatted(entry.path(), identityProperty, entry.get(identityProperty), earlier));
      }
    }
    return Collections.unmodifiableMap(declared);
  }
}
