package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.chime.ChimeApi;
import io.github.chimeretention.localcloud.chime.Retention;
import io.github.chimeretention.localcloud.cloudformation.CloudFormation.DeclaredResource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Retention settings as a table, for people; with the resources that declare them. */
record SettingsTable(Map<String, DeclaredResource> declared, Terminal terminal) {
  private static final String SUFFIX = "RetentionSettings";
  private static final int GAP = 2;
  private static final int SHORTEST_IDENTITY = 20;

  static SettingsTable of(List<DeclaredResource> declared, Terminal terminal) {
    Map<String, DeclaredResource> byIdentity = new HashMap<>();
    declared.forEach(resource -> byIdentity.put(identity(resource), resource));
    return new SettingsTable(byIdentity, terminal);
  }

  private record Setting(String identity, String name, Retention retention) {
    static List<Setting> all(Map<String, Retention> retentions) {
      return retentions.entrySet().stream()
          .flatMap(
              one ->
                  ChimeApi.of(one.getKey()).settings().stream()
                      .map(name -> new Setting(one.getKey(), name, one.getValue())))
          .toList();
    }

    Retention in(Map<String, Retention> others) {
      return others.getOrDefault(identity, Retention.off());
    }

    String days() {
      return text(retention.days().get(name));
    }

    /** The messages that it is for. */
    String kind() {
      return name.replace(SUFFIX, "").toLowerCase(Locale.ROOT) + "s";
    }

    /** From when messages are destroyed. */
    String date() {
      return retention.deletion().map(at -> at.toString().substring(0, 10)).orElse("-");
    }

    boolean isShorterThan(Retention old) {
      Integer days = retention.days().get(name);
      return days != null && old.isShortenedBy(name, days);
    }
  }

  /** The current settings beside the declared ones; marks those that differ or aren't declared. */
  String settings(Map<String, Retention> now) {
    return table(
        List.of("Declared", "Actual"),
        now,
        setting -> {
          String wanted = declared(setting);
          String mark = wanted.equals("-") ? " (undeclared)" : " (differs)";
          boolean same =
              wanted.equals(setting.days())
                  || Set.of("off", "-").containsAll(List.of(wanted, setting.days()));
          return List.of(wanted, setting.days() + (same ? "" : mark));
        });
  }

  /** The settings as they were and as they are, and which messages that hides. */
  String changes(Map<String, Retention> before, Map<String, Retention> now, LocalDate today) {
    List<String> lines = new ArrayList<>();
    lines.add(table(List.of("Before", "Now"), now, setting -> change(setting, setting.in(before))));
    for (Setting setting : Setting.all(now)) {
      if (setting.isShorterThan(setting.in(before))) {
        lines.add(
            "%s: messages in %s from before %s are hidden, and deleted permanently after %s unless the period is lengthened or turned off by then"
                .formatted(
                    construct(setting.identity()),
                    setting.kind(),
                    today.minusDays(setting.retention().days().get(setting.name())),
                    setting.date()));
      }
    }
    return String.join("\n", lines);
  }

  private static List<String> change(Setting setting, Retention old) {
    Integer before = old.days().get(setting.name());
    boolean shorter = before != null && setting.isShorterThan(old);
    return List.of(text(before), setting.days() + (shorter ? " (shorter)" : ""));
  }

  /** A table in which a function gives two cells of each setting's row. */
  private String table(
      List<String> titles, Map<String, Retention> now, Function<Setting, List<String>> cells) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("Construct", "Account or app instance", "Messages in", titles, "Destroyed from"));
    for (Setting setting : Setting.all(now)) {
      List<String> two = cells.apply(setting);
      String identity = setting.identity();
      if (!Set.of("off", "-").containsAll(two)) {
        rows.add(row(construct(identity), identity, setting.kind(), two, setting.date()));
      }
    }
    return rows.size() > 1 ? print(rows) : "No account and no app instance has retention settings.";
  }

  private static List<String> row(
      String construct, String identity, String kind, List<String> two, String date) {
    return List.of(construct, identity, kind, two.get(0), two.get(1), date);
  }

  private String print(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    int excess = IntStream.of(widths).map(width -> width + GAP).sum() - GAP - terminal.width();
    int shortened = Math.max(SHORTEST_IDENTITY, widths[1] - Math.max(0, excess));
    widths[1] = Math.min(widths[1], shortened);
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private String line(List<String> row, int[] widths) {
    String line =
        IntStream.range(0, row.size())
            .mapToObj(i -> fit(row.get(i), widths[i]))
            .collect(Collectors.joining(" ".repeat(GAP)))
            .stripTrailing();
    return row.get(4).endsWith(")") ? terminal.marked(line) : line;
  }

  /** A text of a width; what tells ARNs apart stands at their ends. */
  private static String fit(String text, int width) {
    if (text.length() <= width) {
      return text + " ".repeat(width - text.length());
    }
    int head = (width - 3) / 3;
    return text.substring(0, head) + "..." + text.substring(text.length() - (width - 3 - head));
  }

  private String construct(String identity) {
    return declared.containsKey(identity) ? declared.get(identity).constructPath() : "-";
  }

  private String declared(Setting setting) {
    DeclaredResource resource = declared.get(setting.identity());
    if (resource == null) {
      return "-";
    }
    String property = setting.name().replace(SUFFIX, "RetentionDays");
    int days = resource.properties().path(property).asInt();
    return text(days == 0 ? null : days);
  }

  private static String identity(DeclaredResource resource) {
    String account = resource.properties().path("AccountId").asText();
    return account.isEmpty()
        ? resource.properties().path("AppInstanceArn").asText()
        : account.strip().toLowerCase(Locale.ROOT);
  }

  private static String text(Integer days) {
    return days == null ? "off" : days + (days == 1 ? " day" : " days");
  }
}
