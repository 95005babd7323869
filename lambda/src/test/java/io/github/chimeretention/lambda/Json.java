package io.github.chimeretention.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON by another library than the function's own. */
public final class Json {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Json() {}

  /** Reads JSON, which this must be. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
