package io.github.chimeretention.lambda.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Retention days")
class RetentionSettingsTest {
  private static final String ALLOWED = "; it must be a whole number of days from 1 to 5475";

  @Test
  @DisplayName("are a number from 1 to 5475, as text or as a JSON number")
  void allowed() {
    for (int days = 1; days <= 5475; days++) {
      assertThat(RetentionSettings.parse("Days", Integer.toString(days)))
          .isEqualTo(RetentionSettings.parse("Days", days))
          .isEqualTo(days);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", " 30", "30 ", "30.0", "1e2",
        "+30", "-1", "0", "030", "5476", "9999",
        "99999", "4294967326", "٣٠", "３０", "0x1E", "3_0",
        "null", "thirty", "30\n", "/1", ":1", "00030"
      })
  @DisplayName("are not any other text")
  void otherText(String text) {
    assertThatThrownBy(() -> RetentionSettings.parse("RoomRetentionDays", text))
        .isInstanceOf(RetentionException.class)
        .hasMessage("RoomRetentionDays is \"" + text + "\"" + ALLOWED);
  }

  static final List<Object> otherValues =
      Arrays.asList(30.0, 1e2, 0, -1, 5476, true, List.of(30), Map.of("Days", 30));

  @ParameterizedTest
  @FieldSource("otherValues")
  @DisplayName("are not any other JSON value")
  void otherValue(Object value) {
    assertThatThrownBy(() -> RetentionSettings.parse("Days", value))
        .isInstanceOf(RetentionException.class)
        .hasMessage("Days is \"" + value + "\"" + ALLOWED);
  }

  @Test
  @DisplayName("are not null")
  void missing() {
    assertThatThrownBy(() -> RetentionSettings.parse("Days", null))
        .hasMessage("Days is missing" + ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 5476})
  @DisplayName("are not a number in a response that the service would reject")
  void outOfRange(int days) {
    assertThatThrownBy(() -> EffectiveSettings.of(Map.of("Days", days), null))
        .hasMessage("Days is \"" + days + "\"" + ALLOWED);
  }

  @Test
  @DisplayName("are off if they are null")
  void off() {
    RetentionSettings off = new RetentionSettings(Collections.singletonMap("Days", null));

    assertThat(off).isEqualTo(RetentionSettings.OFF).hasToString("retention off");
    assertThat(off.days().get("Days")).isNull();
  }
}
