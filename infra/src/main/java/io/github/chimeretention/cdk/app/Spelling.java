package io.github.chimeretention.cdk.app;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests the name that a typing error was probably meant for. */
final class Spelling {
  private Spelling() {}

  /** A suggestion of the nearest known name, or an empty string if none is near. */
  static String hint(String name, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(one -> distance(name, one)))
        .filter(nearest -> distance(name, nearest) <= Math.max(2, name.length() / 3))
        .map(" (did you mean %s?)"::formatted)
        .orElse("");
  }

  /** The number of letters to add, remove or replace to turn one name into the other. */
  private static int distance(String one, String other) {
    String from = one.toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
