package io.github.chimeretention.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure over the rounds. */
record Spread(double median, double min, double max) {
  static <T> Spread of(List<T> samples, ToDoubleFunction<T> figure) {
    List<Double> sorted = samples.stream().map(figure::applyAsDouble).sorted().toList();
    return new Spread(quantile(sorted, 0.5), sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /** The value below which this share of the sorted values lies, interpolated between two. */
  static double quantile(List<Double> sorted, double share) {
    double position = share * (sorted.size() - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.size() - 1);
    double weight = position - below;
    return sorted.get(below) * (1 - weight) + sorted.get(above) * weight;
  }

  @Override
  public String toString() {
    return number(median) + " (" + number(min) + "–" + number(max) + ")";
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }
}
