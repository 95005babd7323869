package io.github.chimeretention.lambda.chime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionDays;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * Retention settings as an API writes them.
 *
 * @param name the member that holds them
 * @param periods all that there are
 */
record SettingsDocument(String name, List<Period> periods) {
  private static final String DAYS = "RetentionDays";

  /**
   * A period.
   *
   * @param property the template's name of it, such as {@code RoomRetentionDays}
   * @param member the API's, such as {@code RoomRetentionSettings}
   */
  record Period(String property, String member) {}

  /** Returns a document that holds every period: one that is off has no days. */
  String write(RetentionSettings settings) {
    try (JsonWriter json = JsonWriter.create()) {
      json.writeStartObject().writeFieldName(name).writeStartObject();
      // Always all of them: what the service does with one that is left out is not documented.
      for (Period period : periods) {
        json.writeFieldName(period.member()).writeStartObject();
        RetentionDays days = settings.days().get(period.property());
        if (days != null) {
          json.writeFieldName(DAYS).writeValue(days.value());
        }
        json.writeEndObject();
      }
      json.writeEndObject().writeEndObject();
      return new String(json.getBytes(), UTF_8);
    }
  }

  /**
   * Reads what the service reports.
   *
   * @throws RuntimeException if it can't be
   */
  EffectiveSettings read(JsonNode report) {
    Map<String, Integer> days = new HashMap<>();
    for (Period period : periods) {
      JsonNode value = member(member(member(report, name), period.member()), DAYS);
      days.put(period.property(), value == null ? null : Integer.valueOf(value.text()));
    }
    JsonNode timestamp = member(report, "InitiateDeletionTimestamp");
    return new EffectiveSettings(
        RetentionSettings.ofNullable(days),
        timestamp == null ? Optional.empty() : Optional.of(instant(timestamp)));
  }

  /** Returns a member's value, null if there is none or it is null. */
  private static JsonNode member(JsonNode object, String name) {
    JsonNode value = object == null || !object.isObject() ? null : object.asObject().get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** One API writes ISO 8601, the other seconds since 1970. */
  private static Instant instant(JsonNode timestamp) {
    return timestamp.isNumber()
        ? Instant.ofEpochMilli(Math.round(Double.parseDouble(timestamp.asNumber()) * 1000))
        : Instant.parse(timestamp.text());
  }
}
