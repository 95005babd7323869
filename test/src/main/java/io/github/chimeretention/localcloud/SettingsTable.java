package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.chime.Retention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Retention settings as a table, for people. */
final class SettingsTable {
  private static final String IDENTITY = "Account or app instance";
  private static final String DELETED = "Messages permanently deleted from";

  private final List<List<String>> rows = new ArrayList<>();

  private SettingsTable(List<String> head) {
    rows.add(head);
  }

  /** The settings as they are. */
  static String of(Map<String, Retention> now) {
    SettingsTable table = new SettingsTable(List.of(IDENTITY, "Setting", "Period", DELETED));
    now.forEach(
        (identity, retention) -> {
          for (String setting : settings(List.of(retention))) {
            table.add(identity, label(setting), days(retention, setting), deletion(retention));
          }
        });
    return table.toString();
  }

  /** The settings as they were and as they are. */
  static String of(Map<String, Retention> before, Map<String, Retention> now) {
    SettingsTable table = new SettingsTable(List.of(IDENTITY, "Setting", "Before", "Now", DELETED));
    now.forEach(
        (identity, retention) -> {
          Retention old = before.getOrDefault(identity, Retention.off());
          for (String setting : settings(List.of(old, retention))) {
            table.add(
                identity,
                label(setting),
                days(old, setting),
                days(retention, setting),
                deletion(retention));
          }
        });
    return table.toString();
  }

  @Override
  public String toString() {
    if (rows.size() == 1) {
      return "No account and no app instance has retention settings.";
    }
    List<Integer> widths =
        IntStream.range(0, rows.get(0).size())
            .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toList();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private void add(String... cells) {
    rows.add(List.of(cells));
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.get(i) + " ".repeat(widths.get(i) - row.get(i).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static Collection<String> settings(List<Retention> retentions) {
    TreeSet<String> settings = new TreeSet<>();
    retentions.forEach(retention -> settings.addAll(retention.days().keySet()));
    return settings;
  }

  private static String label(String setting) {
    return setting.replace("RetentionSettings", "");
  }

  private static String days(Retention retention, String setting) {
    Integer days = retention.days().get(setting);
    return days == null ? "off" : days + (days == 1 ? " day" : " days");
  }

  private static String deletion(Retention retention) {
    return retention.deletion().map(Object::toString).orElse("-");
  }
}
