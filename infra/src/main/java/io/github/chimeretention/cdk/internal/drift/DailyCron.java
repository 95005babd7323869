package io.github.chimeretention.cdk.internal.drift;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cron expressions of Amazon EventBridge Scheduler that run every day (<a
 * href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">schedule types
 * in EventBridge Scheduler</a>).
 */
public final class DailyCron {
  private static final String ANY = "?";
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static final Pattern FORM =
      Pattern.compile("cron\\((\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+)\\)");
  private static final Pattern ITEM =
      Pattern.compile(
          "(?:(?<all>\\*)|(?<first>\\w{1,4})(?:-(?<last>\\w{1,4}))?)(?:/(?<step>\\d{1,4}))?");

  private DailyCron() {}

  static boolean matches(String expression) {
    Matcher fields = FORM.matcher(expression.toUpperCase(Locale.ROOT).replace("CRON", "cron"));
    return fields.matches()
        && isValid(fields.group(1), 0, 59)
        && isValid(fields.group(2), 0, 23)
        && isEvery(fields.group(4), 1, 12, MONTHS)
        && isEveryDay(fields.group(3), fields.group(5))
        && isEvery(fields.group(6), 1970, 2199, List.of());
  }

  /** One of the two must be a question mark. */
  private static boolean isEveryDay(String ofMonth, String ofWeek) {
    return ofWeek.equals(ANY)
        ? isEvery(ofMonth, 1, 31, List.of())
        : ofMonth.equals(ANY) && isEvery(ofWeek, 1, 7, WEEKDAYS);
  }

  private static boolean isValid(String field, int min, int max) {
    return !values(field, min, max, List.of()).isEmpty();
  }

  private static boolean isEvery(String field, int min, int max, List<String> names) {
    return values(field, min, max, names).cardinality() == max - min + 1;
  }

  /** The values that a field selects; empty if a part of the field is malformed. */
  private static BitSet values(String field, int min, int max, List<String> names) {
    BitSet values = new BitSet();
    for (String part : field.split(",", -1)) {
      Matcher item = ITEM.matcher(part);
      if (!item.matches()) {
        return new BitSet();
      }
      boolean isAll = item.group("all") != null;
      int step = item.group("step") == null ? 1 : Integer.parseInt(item.group("step"));
      int first = isAll ? min : number(item.group("first"), names);
      int last = first;
      if (item.group("last") != null) {
        last = number(item.group("last"), names);
      } else if (isAll || item.group("step") != null) {
        last = max;
      }
      if (first < min || last > max || first > last || step < 1) {
        return new BitSet();
      }
      for (int value = first; value <= last; value += step) {
        values.set(value);
      }
    }
    return values;
  }

  /** The value of a number, or of a name, counted from 1; -1 for any other text. */
  private static int number(String text, List<String> names) {
    if (text.matches("\\d+")) {
      return Integer.parseInt(text);
    }
    return names.contains(text) ? names.indexOf(text) + 1 : -1;
  }
}
