package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.chime.Retention;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of settings")
class SettingsTableTest {
  private static final Retention YEAR = retention(365, "2026-01-31T00:00:00Z");
  private static final Retention DAY = retention(1, "2026-02-28T00:00:00Z");

  @Test
  @DisplayName("shows what was and what is, with the date of deletion")
  void change() {
    assertThat(SettingsTable.of(Map.of("a", YEAR), Map.of("a", DAY)))
        .isEqualTo(
            """
            Account or app instance  Setting  Before    Now    Messages permanently deleted from
            a                        Room     365 days  1 day  2026-02-28T00:00:00Z""");
  }

  @Test
  @DisplayName("shows that a setting was turned on or off")
  void onAndOff() {
    assertThat(SettingsTable.of(Map.of(), Map.of("a", YEAR))).contains("off     365 days");
    assertThat(SettingsTable.of(Map.of("a", YEAR), Map.of("a", Retention.off())))
        .contains("365 days  off  -");
  }

  @Test
  @DisplayName("says so when nothing has settings")
  void none() {
    assertThat(SettingsTable.of(Map.of("a", Retention.off())))
        .isEqualTo("No account and no app instance has retention settings.");
  }

  private static Retention retention(int rooms, String deletion) {
    return new Retention(new TreeMap<>(Map.of("RoomRetentionSettings", rooms)), deletion);
  }
}
