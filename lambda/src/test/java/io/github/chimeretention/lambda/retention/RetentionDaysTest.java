package io.github.chimeretention.lambda.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Retention days")
class RetentionDaysTest {
  private static final String ALLOWED = "; it must be a whole number of days from 1 to 5475";

  @Test
  @DisplayName("are each number from 1 to 5475, by its digits or as a JSON number")
  void allowed() {
    for (int days = 1; days <= 5475; days++) {
      assertThat(RetentionDays.parse("Days", Integer.toString(days)))
          .isEqualTo(RetentionDays.parse("Days", days))
          .isEqualTo(new RetentionDays(days))
          .hasToString(Integer.toString(days));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " 30",
        "30 ",
        "30.0",
        "1e2",
        "+30",
        "-1",
        "0",
        "00030",
        "030",
        "5476",
        "9999",
        "99999",
        "4294967326",
        "٣٠",
        "３０",
        "0x1E",
        "3_0",
        "null",
        "thirty",
        "30\n",
        "/1",
        ":1"
      })
  @DisplayName("are no other text")
  void otherText(String text) {
    assertThatThrownBy(() -> RetentionDays.parse("RoomRetentionDays", text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("RoomRetentionDays is \"" + text + "\"" + ALLOWED);
  }

  static final List<Object> otherValues =
      Arrays.asList(30.0, 1e2, 0, -1, 5476, true, List.of(30), Map.of("Days", 30));

  @ParameterizedTest
  @FieldSource("otherValues")
  @DisplayName("are no other JSON value")
  void otherValue(Object value) {
    assertThatThrownBy(() -> RetentionDays.parse("Days", value))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("Days is \"" + value + "\"" + ALLOWED);
  }

  @Test
  @DisplayName("are not left out by null")
  void missing() {
    assertThatThrownBy(() -> RetentionDays.parse("Days", null))
        .hasMessage("Days is missing" + ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 5476})
  @DisplayName("can't be made of a number that the service would refuse")
  void outOfRange(int days) {
    assertThatThrownBy(() -> new RetentionDays(days))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RetentionDays is " + days + ALLOWED);
  }
}
