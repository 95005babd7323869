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
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Retention settings as a table, for people.
 *
 * @param declared the custom resources that are deployed, by their identities
 */
record SettingsTable(
    Map<String, DeclaredResource> declared, ConstructPaths constructs, Terminal terminal) {
  private static final String SUFFIX = "RetentionSettings";
  private static final int GAP = 2;
  private static final int SHORTEST_IDENTITY = 20;

  static SettingsTable of(
      List<DeclaredResource> declared, ConstructPaths constructs, Terminal terminal) {
    Map<String, DeclaredResource> byIdentity = new HashMap<>();
    declared.forEach(resource -> byIdentity.put(identity(resource), resource));
    return new SettingsTable(byIdentity, constructs, terminal);
  }

  /** The settings as they are, beside those that are declared. */
  String settings(Map<String, Retention> now) {
    return table(
        "Declared",
        "Actual",
        now,
        (identity, setting) -> {
          String wanted = declared(identity, setting);
          String actual = days(now.get(identity), setting);
          boolean differs = !wanted.equals(actual) && !wanted.equals("-");
          return List.of(wanted, actual + (differs ? " (differs)" : ""));
        });
  }

  /** The settings as they were and as they are, and which messages that hides. */
  String changes(Map<String, Retention> before, Map<String, Retention> now, LocalDate today) {
    List<String> lines = new ArrayList<>();
    lines.add(changes(before, now));
    now.forEach(
        (identity, retention) ->
            ChimeApi.of(identity)
                .settings()
                .forEach(
                    setting -> {
                      Retention old = before.getOrDefault(identity, Retention.off());
                      Integer to = retention.days().get(setting);
                      if (to != null && old.isShortenedBy(setting, to)) {
                        lines.add(
                            "%s: messages in %s from before %s are hidden, and deleted permanently after %s unless the period is lengthened or turned off by then"
                                .formatted(
                                    construct(identity),
                                    kind(setting),
                                    today.minusDays(to),
                                    date(retention)));
                      }
                    }));
    return String.join("\n", lines);
  }

  private String changes(Map<String, Retention> before, Map<String, Retention> now) {
    return table(
        "Before",
        "Now",
        now,
        (identity, setting) -> {
          Retention old = before.getOrDefault(identity, Retention.off());
          return List.of(days(old, setting), now(old, now.get(identity), setting));
        });
  }

  /**
   * @param cells gives two of a row, by the identity and the setting
   */
  private String table(
      String first,
      String second,
      Map<String, Retention> now,
      BiFunction<String, String, List<String>> cells) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "Construct",
            "Account or app instance",
            "Messages in",
            first,
            second,
            "Destroyed from"));
    now.forEach(
        (identity, retention) -> {
          String from = date(retention);
          for (String setting : ChimeApi.of(identity).settings()) {
            List<String> two = cells.apply(identity, setting);
            if (!Set.of("off", "-").containsAll(two)) {
              rows.add(
                  List.of(
                      construct(identity), identity, kind(setting), two.get(0), two.get(1), from));
            }
          }
        });
    return print(rows);
  }

  private static String now(Retention old, Retention retention, String setting) {
    Integer from = old.days().get(setting);
    Integer to = retention.days().get(setting);
    boolean shorter = from != null && to != null && to < from;
    return days(retention, setting) + (shorter ? " (shorter)" : "");
  }

  private String print(List<List<String>> rows) {
    if (rows.size() == 1) {
      return "No account and no app instance has retention settings.";
    }
    List<Integer> widths = new ArrayList<>(widths(rows));
    int total = widths.stream().mapToInt(width -> width + GAP).sum() - GAP;
    int identity =
        Math.max(SHORTEST_IDENTITY, widths.get(1) - Math.max(0, total - terminal.width()));
    widths.set(1, Math.min(widths.get(1), identity));
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private String line(List<String> row, List<Integer> widths) {
    String line =
        IntStream.range(0, row.size())
            .mapToObj(i -> pad(shortened(row.get(i), widths.get(i)), widths.get(i)))
            .collect(Collectors.joining(" ".repeat(GAP)))
            .stripTrailing();
    return row.get(4).endsWith(")") ? terminal.marked(line) : line;
  }

  private static List<Integer> widths(List<List<String>> rows) {
    return IntStream.range(0, rows.get(0).size())
        .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
        .toList();
  }

  /** What tells ARNs apart stands at their ends. */
  private static String shortened(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int head = (width - 3) / 3;
    return text.substring(0, head) + "..." + text.substring(text.length() - (width - 3 - head));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private String construct(String identity) {
    DeclaredResource resource = declared.get(identity);
    return resource == null ? "-" : constructs.of(resource.stackName(), resource.logicalId());
  }

  private String declared(String identity, String setting) {
    DeclaredResource resource = declared.get(identity);
    if (resource == null) {
      return "-";
    }
    String days = resource.properties().path(setting.replace(SUFFIX, "RetentionDays")).asText();
    return days.isEmpty() ? "off" : plural(days);
  }

  private static String identity(DeclaredResource resource) {
    String account = resource.properties().path("AccountId").asText();
    return account.isEmpty()
        ? resource.properties().path("AppInstanceArn").asText()
        : account.strip().toLowerCase(Locale.ROOT);
  }

  private static String kind(String setting) {
    return setting.replace(SUFFIX, "").toLowerCase(Locale.ROOT) + "s";
  }

  /** From when messages are destroyed. */
  private static String date(Retention retention) {
    return retention.deletion().map(at -> at.toString().substring(0, 10)).orElse("-");
  }

  private static String days(Retention retention, String setting) {
    Integer days = retention.days().get(setting);
    return days == null ? "off" : plural(days.toString());
  }

  private static String plural(String days) {
    return days + (days.equals("1") ? " day" : " days");
  }
}
