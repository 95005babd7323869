package io.github.chimeretention.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("FilterLogEvents")
class LambdaApiTest {
  private static final List<String> LINES =
      List.of(
          "begin",
          "{\"timestamp\":\"1970-01-01T00:00:01Z\",\"message\":\"one\"}",
          "a line of plain text",
          "{\"timestamp\":\"1970-01-01T00:00:02Z\",\"message\":\"two\"}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                        | 0, 1, 2, 3
          {"startTime":2000}                        | 3
          {"endTime":1999}                          | 0, 1, 2
          {"startTime":1000,"endTime":2000}         | 0, 1, 2, 3
          {"filterPattern":"plain line"}            | 2
          {"filterPattern":"\\"plain text\\""}      | 2
          """)
  @DisplayName("finds the lines in a time range that contain all terms")
  void filtered(String request, String expected) {
    JsonNode events = LambdaApi.events(Json.parse(request), LINES).path("events");
    List<String> lines =
        List.of(expected.split(", ", -1)).stream()
            .map(i -> LINES.get(Integer.parseInt(i)))
            .toList();
    assertThat(events.findValuesAsText("message")).isEqualTo(lines);
  }

  @Test
  @DisplayName("rejects other kinds of patterns")
  void otherPattern() {
    JsonNode request = Json.object().put("filterPattern", "{ $.level = \"ERROR\" }");
    assertThatThrownBy(() -> LambdaApi.events(request, LINES)).hasMessageContaining("$.level");
  }
}
