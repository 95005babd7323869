package io.github.chimeretention.localcloud.chime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The date from which messages are permanently deleted")
class RetentionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");
  private static final Instant LATER_PLUS_GRACE = Instant.parse("2026-03-03T00:00:00Z");

  private final Retention year = Retention.off().put(Map.of("Room", 365), START);

  @Test
  @DisplayName("is 30 days after a period was shortened")
  void shortened() {
    assertThat(year.put(Map.of("Room", 90), LATER).deletion()).contains(LATER_PLUS_GRACE);
  }

  @Test
  @DisplayName("is 30 days after another period was set")
  void set() {
    assertThat(year.put(Map.of("Room", 365, "Conversation", 90), LATER).deletion())
        .contains(LATER_PLUS_GRACE);
  }

  @Test
  @DisplayName("doesn't change when a period is lengthened or put again")
  void lengthened() {
    assertThat(year.put(Map.of("Room", 366), LATER).deletion()).isEqualTo(year.deletion());
    assertThat(year.put(Map.of("Room", 365), LATER)).isEqualTo(year);
  }

  @Test
  @DisplayName("is absent if every period is off")
  void off() {
    assertThat(year.put(Map.of(), LATER).deletion()).isEmpty();
  }
}
