package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of a template, which has to stay within CloudFormation's limits. */
public final class TemplateText {
  private static final int INLINE_BYTES = 51_200;
  private static final int STORED_BYTES = 1_000_000;
  private static final int RESOURCES = 500;

  private TemplateText() {}

  /** A template in the request itself. */
  public static JsonNode inline(String text) {
    if (bytes(text) > INLINE_BYTES) {
      throw new StackException(
          "1 validation error detected: Value at 'templateBody' failed to satisfy constraint:"
              + " Member must have length less than or equal to "
              + INLINE_BYTES);
    }
    return parse(text);
  }

  /** A template in a bucket. */
  public static JsonNode stored(String text) {
    if (bytes(text) > STORED_BYTES) {
      throw new StackException("Template may not exceed " + STORED_BYTES + " bytes in size.");
    }
    return parse(text);
  }

  private static JsonNode parse(String text) {
    if (!text.stripLeading().startsWith("{")) {
      throw new StackException("Template format error: the local cloud reads JSON, not YAML");
    }
    JsonNode template = json(text);
    for (String section : List.of("Transform", "Hooks")) {
      if (template.has(section)) {
        throw new StackException(
            "Template format error: the local cloud has no section " + section);
      }
    }
    int resources = template.path("Resources").size();
    if (resources == 0) {
      throw new StackException(
          "Template format error: At least one Resources member must be defined.");
    }
    if (resources > RESOURCES) {
      throw new StackException(
          "Template format error: Number of resources, %d, is greater than maximum allowed, %d"
              .formatted(resources, RESOURCES));
    }
    return template;
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text);
    } catch (AwsException e) {
      throw new StackException("Template format error: JSON not well-formed. " + e.getMessage());
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
