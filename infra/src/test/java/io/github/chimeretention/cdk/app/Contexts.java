package io.github.chimeretention.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** Reads contexts as JSON text, in which single quotes also delimit strings. */
final class Contexts {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .build();

  private Contexts() {}

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The context with the given value of the app's key. */
  static JsonNode context(String settings) {
    return json("{'chime-retention': " + settings + "}");
  }

  /** Declares the stacks of a context without mistakes in a new app. */
  static List<Stack> stacks(JsonNode context) {
    List<String> mistakes = new ArrayList<>();
    List<Stack> stacks = declare(context, mistakes);
    assertThat(mistakes).isEmpty();
    return stacks;
  }

  /** The mistakes in a context, including those that the constructs find. */
  static List<String> mistakes(JsonNode context) {
    List<String> mistakes = new ArrayList<>();
    declare(context, mistakes);
    return mistakes;
  }

  private static List<Stack> declare(JsonNode context, List<String> mistakes) {
    Map<String, Object> map = JSON.convertValue(context, new TypeReference<>() {});
    return RetentionApp.declare(App.Builder.create().context(map).build(), context, mistakes);
  }
}
