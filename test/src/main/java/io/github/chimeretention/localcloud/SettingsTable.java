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
import java.util.stream.Stream;

/** Retention settings as a table for people, with the resources that declare them. */
record SettingsTable(Map<String, List<DeclaredResource>> declared) {
  private static final Set<String> NOTHING = Set.of("off", "-");
  private static final int LONGEST_IDENTITY = 60;

  static SettingsTable of(List<DeclaredResource> declared) {
    return new SettingsTable(
        declared.stream().collect(Collectors.groupingBy(SettingsTable::identity)));
  }

  /** Adds the other table's resources for identities that are missing in this one. */
  SettingsTable orElse(SettingsTable other) {
    Map<String, List<DeclaredResource>> all = new HashMap<>(other.declared);
    all.putAll(declared);
    return new SettingsTable(all);
  }

  private record Setting(String identity, String name, Retention retention) {
    static Stream<Setting> all(Map<String, Retention> retentions) {
      return retentions.entrySet().stream()
          .flatMap(
              one ->
                  ChimeApi.of(one.getKey()).settings().stream()
                      .map(name -> new Setting(one.getKey(), name, one.getValue())));
    }

    Retention in(Map<String, Retention> others) {
      return others.getOrDefault(identity, Retention.off());
    }

    String days() {
      return text(retention.days().get(name));
    }

    /** The kind of messages that it applies to. */
    String kind() {
      return name.replaceFirst("(Retention)?Settings", "").toLowerCase(Locale.ROOT) + "s";
    }

    /** The date from which messages are destroyed. */
    String date() {
      return retention.deletion().map(at -> at.toString().substring(0, 10)).orElse("-");
    }

    boolean isShorterThan(Retention old) {
      Integer days = retention.days().get(name);
      return days != null && old.isShortenedBy(name, days);
    }
  }

  /** The current settings; marks those that differ from the declared ones or aren't declared. */
  String settings(Map<String, Retention> now) {
    return table(
        List.of("Declared", "Actual"),
        now,
        setting -> {
          String wanted = declared(setting);
          List<String> both = List.of(wanted, setting.days());
          String mark = wanted.equals("-") ? " (undeclared)" : " (differs)";
          boolean same = wanted.equals(setting.days()) || NOTHING.containsAll(both);
          return same ? both : List.of(wanted, setting.days() + mark);
        });
  }

  /** The settings before and now, and the messages that the change hides. */
  String changes(Map<String, Retention> before, Map<String, Retention> now, LocalDate today) {
    String table =
        table(List.of("Before", "Now"), now, setting -> change(setting, setting.in(before)));
    Stream<String> hidden =
        Setting.all(now)
            .filter(setting -> setting.isShorterThan(setting.in(before)))
            .map(
                setting ->
                    "%s: messages in %s from before %s are hidden, and deleted permanently after %s unless the period is lengthened or turned off by then"
                        .formatted(
                            construct(setting.identity()),
                            setting.kind(),
                            today.minusDays(setting.retention().days().get(setting.name())),
                            setting.date()));
    return Stream.concat(Stream.of(table), hidden).collect(Collectors.joining("\n"));
  }

  private static List<String> change(Setting setting, Retention old) {
    Integer before = old.days().get(setting.name());
    boolean shorter = before != null && setting.isShorterThan(old);
    return List.of(text(before), setting.days() + (shorter ? " (shorter)" : ""));
  }

  /** A table in which a function returns two cells of each setting's row. */
  private String table(
      List<String> titles, Map<String, Retention> now, Function<Setting, List<String>> cells) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("Construct", "Account or app instance", "Messages in", titles, "Destroyed from"));
    Setting.all(now)
        .filter(setting -> !NOTHING.containsAll(cells.apply(setting)))
        .forEach(
            it ->
                rows.add(
                    row(
                        construct(it.identity()),
                        shortened(it.identity()),
                        it.kind(),
                        cells.apply(it),
                        it.date())));
    int[] widths =
        IntStream.range(0, 6)
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElseThrow())
            .toArray();
    return rows.size() > 1
        ? rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"))
        : "No account and no app instance has retention settings.";
  }

  private static List<String> row(
      String construct, String identity, String kind, List<String> two, String date) {
    return List.of(construct, identity, kind, two.get(0), two.get(1), date);
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  /** Shortens a long identity in the middle, because ARNs differ at their ends. */
  private static String shortened(String identity) {
    int excess = identity.length() - LONGEST_IDENTITY;
    int head = LONGEST_IDENTITY / 3;
    return excess <= 0
        ? identity
        : identity.substring(0, head) + "..." + identity.substring(head + excess + 3);
  }

  /** The construct, or several if several stacks declare the identity. */
  private String construct(String identity) {
    return joined(resources(identity).map(DeclaredResource::constructPath).sorted());
  }

  private String declared(Setting setting) {
    String property = setting.name().replace("Settings", "Days");
    return joined(
        resources(setting.identity())
            .map(resource -> resource.properties().path(property).asInt())
            .map(days -> text(days == 0 ? null : days))
            .distinct());
  }

  private Stream<DeclaredResource> resources(String identity) {
    return declared.getOrDefault(identity, List.of()).stream();
  }

  private static String joined(Stream<String> texts) {
    return texts.reduce((one, other) -> one + " and " + other).orElse("-");
  }

  private static String identity(DeclaredResource resource) {
    return Stream.of(ChimeApi.values())
        .map(api -> resource.properties().path(api.property()).asText())
        .map(text -> text.startsWith("arn:") ? text : text.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static String text(Integer days) {
    return days == null ? "off" : days + (days == 1 ? " day" : " days");
  }
}
