package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import java.nio.charset.StandardCharsets;

/** The text of a template, which must be within CloudFormation's limits. */
public final class TemplateText {
  private static final int INLINE_BYTES = 51_200;
  private static final int STORED_BYTES = 1_000_000;
  private static final int RESOURCES = 500;

  private TemplateText() {}

  /** A template in the request itself. */
  public static JsonNode inline(String text) {
    return parse(
        text,
        INLINE_BYTES,
        "1 validation error detected: Value at 'templateBody' failed to satisfy constraint:"
            + " Member must have length less than or equal to %d");
  }

  /** A template in a bucket. */
  public static JsonNode stored(String text) {
    return parse(text, STORED_BYTES, "Template may not exceed %d bytes in size.");
  }

  private static JsonNode parse(String text, int limit, String tooLong) {
    if (text.getBytes(StandardCharsets.UTF_8).length > limit) {
      throw AwsException.validation(tooLong.formatted(limit));
    }
    if (!text.stripLeading().startsWith("{")) {
      throw malformed("the local cloud reads JSON, not YAML");
    }
    JsonNode template;
    try {
      template = Json.parse(text);
    } catch (AwsException e) {
      throw malformed("JSON not well-formed. " + e.getMessage());
    }
    if (template.has("Transform") || template.has("Hooks")) {
      throw malformed("the local cloud has no section Transform or Hooks");
    }
    int resources = template.path("Resources").size();
    if (resources == 0) {
      throw malformed("At least one Resources member must be defined.");
    }
    if (resources > RESOURCES) {
      throw malformed(
          "Number of resources, %d, is greater than maximum allowed, %d"
              .formatted(resources, RESOURCES));
    }
    return template;
  }

  private static AwsException malformed(String message) {
    return AwsException.validation("Template format error: " + message);
  }
}
