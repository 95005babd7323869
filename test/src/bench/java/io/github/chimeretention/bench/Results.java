package io.github.chimeretention.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The samples of each contestant. */
final class Results {
  private final Map<Key, Entry> entries = new LinkedHashMap<>();

  private record Key(String name, String configuration) {}

  /** One contestant's. */
  record Entry(Contestant contestant, List<Sample> samples) {
    Spread spread(ToDoubleFunction<Sample> figure) {
      return Spread.of(samples, figure);
    }
  }

  void add(Contestant contestant, Sample sample) {
    entries
        .computeIfAbsent(
            new Key(contestant.name(), contestant.configuration()),
            key -> new Entry(contestant, new ArrayList<>()))
        .samples()
        .add(sample);
  }

  /** Those of one configuration, in the order in which they were named. */
  List<Entry> of(String configuration, List<String> names) {
    return names.stream().flatMap(name -> find(name, configuration).stream()).toList();
  }

  Optional<Entry> find(String name, String configuration) {
    return Optional.ofNullable(entries.get(new Key(name, configuration)));
  }

  /** A contestant's median as a share of another's, empty where one was not measured. */
  Optional<Double> ratio(
      String name, String other, String configuration, ToDoubleFunction<Sample> figure) {
    return median(name, configuration, figure)
        .flatMap(one -> median(other, configuration, figure).map(two -> one / two));
  }

  /** A median, empty where it was not measured. */
  Optional<Double> median(String name, String configuration, ToDoubleFunction<Sample> figure) {
    return find(name, configuration).map(entry -> entry.spread(figure).median());
  }
}
