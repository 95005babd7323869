package io.github.chimeretention.cdk.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code chime-retention} context: one stack, or several by name in {@code stacks}, each in the
 * same form; a {@code policy} next to {@code stacks} applies to all of them. The whole value may be
 * a string of JSON, as passed by {@code -c chime-retention=...}. One property can be overridden by
 * {@code -c chime-retention.accounts.sales.roomRetentionDays=30}. The JSON Schema {@code
 * chime-retention.schema.json} describes the value after the overrides.
 */
final class RetentionContext {
  private static final String KEY = "chime-retention";
  private static final String STACKS = "stacks";
  private static final String TAGS = "tags";

  /** The objects that an override may add. */
  private static final List<String> OPTIONAL =
      List.of("env", "provider", "drift", StackContext.POLICY, TAGS);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RetentionContext() {}

  /**
   * Reads the stacks from the app's whole context.
   *
   * @param mistakes gets a line for each mistake, with the key's path
   * @return the stacks, without invalid entries
   */
  static List<StackContext> read(JsonNode context, List<String> mistakes) {
    ContextObject root = ContextObject.of(KEY, parsed(context.path(KEY), mistakes), mistakes);
    if (!mistakes.isEmpty()) {
      return List.of();
    }
    override(root, context);
    if (!root.has(STACKS)) {
      List<String> known = new ArrayList<>(StackContext.NAMES);
      known.add(STACKS);
      root.allowOnly(known);
      return List.of(StackContext.of(root, null, "ChimeRetention", List.of()));
    }
    root.allowOnly(List.of(StackContext.POLICY, STACKS));
    List<PolicyContext> policies =
        root.has(StackContext.POLICY)
            ? List.of(PolicyContext.of(root.object(StackContext.POLICY), "AppRetentionPolicy"))
            : List.of();
    List<StackContext> stacks = new ArrayList<>();
    ContextObject named = root.object(STACKS);
    if (root.get(STACKS).isObject() && named.names().isEmpty()) {
      root.mistake(STACKS, "an object with at least one stack");
    }
    for (String name : named.names()) {
      if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,127}")) {
        mistakes.add(
            "%s has the name \"%s\"; it must be a letter, then up to 127 letters, digits and hyphens"
                .formatted(named.path(), name));
      } else if (named.isObject(name)) {
        ContextObject stack = named.object(name);
        stack.allowOnly(StackContext.NAMES);
        stacks.add(StackContext.of(stack, name, name, policies));
      }
    }
    requireOnePlaceEach(stacks, mistakes);
    return stacks;
  }

  /** To AWS CloudFormation, two stacks with the same name and environment are the same stack. */
  private static void requireOnePlaceEach(List<StackContext> stacks, List<String> mistakes) {
    Map<List<Object>, StackContext> seen = new HashMap<>();
    for (StackContext stack : stacks) {
      StackContext earlier = seen.putIfAbsent(List.of(stack.stackName(), stack.env()), stack);
      if (earlier != null) {
        mistakes.add(
            "%s.stackName is \"%s\", which %s already uses in the same env; it must be unique"
                .formatted(stack.path(), stack.stackName(), earlier.path()));
      }
    }
  }

  private static JsonNode parsed(JsonNode value, List<String> mistakes) {
    if (!value.isTextual()) {
      return value;
    }
    try {
      return JSON.readTree(value.textValue());
    } catch (JsonProcessingException e) {
      mistakes.add("%s is %s; it must be JSON: %s".formatted(KEY, value, e.getOriginalMessage()));
      return JSON.createObjectNode();
    }
  }

  /** Applies the values of the context's dotted keys. */
  private static void override(ContextObject root, JsonNode context) {
    for (Map.Entry<String, JsonNode> entry : context.properties()) {
      if (entry.getKey().startsWith(KEY + ".")) {
        override(root, entry.getKey().substring(KEY.length() + 1), entry.getValue());
      }
    }
  }

  private static void override(ContextObject object, String path, JsonNode value) {
    int dot = path.indexOf('.');
    if (dot < 0 || object.path().endsWith("." + TAGS)) {
      object.members().set(path, value);
      return;
    }
    String name = path.substring(0, dot);
    if (!object.has(name) && OPTIONAL.contains(name)) {
      object.members().putObject(name);
    }
    if (object.get(name) instanceof ObjectNode members) {
      String inner = object.path() + "." + name;
      override(
          new ContextObject(inner, members, object.mistakes()), path.substring(dot + 1), value);
    } else {
      object
          .mistakes()
          .add(
              "%s.%s is not declared, but overridden; it must be one of %s%s"
                  .formatted(
                      object.path(),
                      name,
                      String.join(", ", object.names()),
                      Spelling.hint(name, object.names())));
    }
  }
}
