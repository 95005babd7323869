package io.github.chimeretention.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure's median, minimum, and maximum over the rounds. */
record Spread(double median, double min, double max) {
  static <T> Spread of(List<T> samples, ToDoubleFunction<T> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    int last = sorted.length - 1;
    double median = (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
    return new Spread(median, sorted[0], sorted[last]);
  }

  @Override
  public String toString() {
    return number(median) + " (" + number(min) + "–" + number(max) + ")";
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }
}
