package io.github.chimeretention.lambda.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Retention days")
class RetentionDaysTest {

  @Property
  void readTheDigitsOfEachAllowedNumber(@ForAll @IntRange(min = 1, max = 5475) int days) {
    assertThat(RetentionDays.parse("Days", Integer.toString(days)).value()).isEqualTo(days);
  }

  @Property
  void refuseEachOtherNumber(@ForAll int days) {
    if (days < 1 || days > 5475) {
      assertThatThrownBy(() -> RetentionDays.parse("Days", Integer.toString(days)))
          .isInstanceOf(InvalidRequestException.class);
      assertThatThrownBy(() -> new RetentionDays(days))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property
  void takeTextOnlyAsTheNumberThatItSpells(@ForAll String text) {
    try {
      assertThat(RetentionDays.parse("Days", text).toString()).isEqualTo(text);
    } catch (InvalidRequestException e) {
      assertThat(e).hasMessageContaining("a whole number of days from 1 to 5475");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", " 30", "30 ", "30.0", "1e2", "+30", "-1", "0", "00030", "030", "5476", "99999",
        "٣٠", "３０", "0x1E", "3_0", "null", "thirty", "30\n"
      })
  @DisplayName("are nothing but plain digits from 1 to 5475")
  void refused(String text) {
    assertThatThrownBy(() -> RetentionDays.parse("RoomRetentionDays", text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "RoomRetentionDays is \""
                + text
                + "\"; it must be a whole number of days from 1 to 5475");
  }
}
