package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.chimeretention.localcloud.chime.Retention;
import io.github.chimeretention.localcloud.cloudformation.CloudFormation.DeclaredResource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of settings")
class SettingsTableTest {
  private static final Retention YEAR = retention(365, "2026-01-31T00:00:00Z");
  private static final Retention DAY = retention(1, "2026-02-28T00:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-01-29");

  @Test
  @DisplayName("shows settings before and after with their construct, and marks shortened periods")
  void change() {
    assertThat(table(declared("a", 1)).changes(Map.of("a", YEAR), Map.of("a", DAY), TODAY))
        .isEqualTo(
            """
            Construct  Account or app instance  Messages in  Before    Now              Destroyed from
            S/support  a                        rooms        365 days  1 day (shorter)  2026-02-28
            S/support: messages in rooms from before 2026-01-28 are hidden, and deleted permanently\
             after 2026-02-28 unless the period is lengthened or turned off by then""");
  }

  @Test
  @DisplayName("shows that a setting was turned on or off")
  void onAndOff() {
    SettingsTable table = table(List.of());
    assertThat(table.changes(Map.of(), Map.of("a", YEAR), TODAY))
        .contains("off     365 days", "from before 2025-01-29 are hidden");
    assertThat(table.changes(Map.of("a", YEAR), Map.of("a", Retention.off()), TODAY))
        .contains("365 days  off  -")
        .doesNotContain("hidden");
  }

  @Test
  @DisplayName("compares the declared with the current settings, and marks a difference")
  void declared() {
    assertThat(table(declared("a", 365)).settings(Map.of("a", YEAR)))
        .contains("365 days  365 days  2026-01-31");
    assertThat(table(declared("a", 30)).settings(Map.of("a", YEAR)))
        .contains("30 days   365 days (differs)");
  }

  @Test
  @DisplayName("marks a period that is on although no stack declares it")
  void undeclared() {
    assertThat(table(List.of()).settings(Map.of("a", YEAR)))
        .contains("-         365 days (undeclared)");
  }

  @Test
  @DisplayName("names every construct that declares an identity")
  void declaredTwice() {
    List<DeclaredResource> both =
        List.of(
            declared("a", 365).get(0),
            new DeclaredResource("T/sales", declared("a", 90).get(0).properties()));
    assertThat(table(both).settings(Map.of("a", YEAR)))
        .contains("S/support and T/sales  a ", "365 days and 90 days  365 days (differs)");
  }

  @Test
  @DisplayName("shortens ARNs in the middle, so that a row fits a line")
  void narrow() {
    String arn =
        "arn:aws:chime:us-east-1:111122223333:app-instance/12345678-1234-1234-1234-123456789012";
    Retention channels = new Retention(new TreeMap<>(Map.of("ChannelRetentionSettings", 30)), null);
    assertThat(table(List.of()).settings(Map.of(arn, channels)))
        .contains("arn:aws:chime:us-eas.../12345678-1234-1234-1234-123456789012 ");
  }

  @Test
  @DisplayName("reports that there are no settings")
  void none() {
    assertThat(table(List.of()).settings(Map.of("a", Retention.off())))
        .isEqualTo("No account and no app instance has retention settings.");
  }

  private static SettingsTable table(List<DeclaredResource> declared) {
    return SettingsTable.of(declared);
  }

  private static List<DeclaredResource> declared(String account, int rooms) {
    JsonNode properties =
        JsonNodeFactory.instance
            .objectNode()
            .put("AccountId", account)
            .put("RoomRetentionDays", rooms);
    return List.of(new DeclaredResource("S/support", properties));
  }

  private static Retention retention(int rooms, String deletion) {
    return new Retention(new TreeMap<>(Map.of("RoomRetentionSettings", rooms)), deletion);
  }
}
