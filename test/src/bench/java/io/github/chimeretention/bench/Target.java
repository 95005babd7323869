package io.github.chimeretention.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A figure that is not to be exceeded.
 *
 * @param measured empty if it was not measured
 */
record Target(String what, double limit, Optional<Double> measured) {
  String verdict() {
    return measured.map(value -> value <= limit ? "met" : "missed").orElse("not measured");
  }

  /** Those of the functions. */
  static List<Target> of(Results results) {
    ToDoubleFunction<Sample> cold = Sample::coldMillis;
    ToDoubleFunction<Sample> rss = sample -> sample.end().peakRss();
    Optional<Double> ours = plain(results, Contestant.OURS, cold);
    Optional<Double> peer = plain(results, Contestant.PEER, cold);
    Optional<Double> cached = results.median(Contestant.OURS, Contestant.AOT, cold);
    List<Target> targets = new ArrayList<>();
    targets.add(
        new Target(
            "cold over the no-op floor, ms",
            250,
            ours.flatMap(a -> plain(results, Contestant.FLOOR, cold).map(b -> a - b))));
    targets.add(
        new Target(
            "cold, of Powertools'",
            0.60,
            ratio(ours, plain(results, Contestant.POWERTOOLS, cold))));
    targets.add(new Target("cold with AOT cache, of the Node.js peer's", 2.0, ratio(cached, peer)));
    targets.add(new Target("the same, the moonshot", 1.0, ratio(cached, peer)));
    targets.add(
        new Target(
            "invoke phase of the first event, ms",
            25,
            plain(results, Contestant.OURS, Sample::invokeMillis)));
    targets.add(
        new Target(
            "peak RSS, of Powertools'",
            0.70,
            ratio(
                plain(results, Contestant.OURS, rss), plain(results, Contestant.POWERTOOLS, rss))));
    targets.add(
        new Target(
            "warm median, of the Node.js peer's",
            0.45,
            ratio(
                plain(results, Contestant.OURS, Sample::warmMedian),
                plain(results, Contestant.PEER, Sample::warmMedian))));
    targets.add(
        new Target(
            "package, MB",
            3.5,
            results
                .find(Contestant.OURS, Contestant.PLAIN)
                .map(entry -> entry.contestant().packageBytes() / (1024.0 * 1024))));
    return targets;
  }

  /** Those of 450 resources. */
  static List<Target> of(List<SynthBenchmark.Series> series) {
    SynthBenchmark.Series ours = find(series, SynthApp.RETENTION_SETTINGS);
    SynthBenchmark.Series theirs = find(series, SynthApp.AWS_CUSTOM_RESOURCE);
    return List.of(
        new Target(
            "450 resources, construct phase, of AwsCustomResource's",
            0.5,
            Optional.of(
                median(ours, SynthBenchmark.Synth::constructMillis)
                    / median(theirs, SynthBenchmark.Synth::constructMillis))),
        new Target(
            "450 resources, template, of AwsCustomResource's",
            0.25,
            Optional.of(
                median(ours, SynthBenchmark.Synth::templateBytes)
                    / median(theirs, SynthBenchmark.Synth::templateBytes))));
  }

  static Target of(CliBenchmark.Times times) {
    return new Target(
        "cdk synth of the sample, of java alone",
        1.5,
        Optional.of(
            Spread.of(times.cli(), v -> v).median() / Spread.of(times.app(), v -> v).median()));
  }

  private static Optional<Double> plain(
      Results results, String name, ToDoubleFunction<Sample> figure) {
    return results.median(name, Contestant.PLAIN, figure);
  }

  private static Optional<Double> ratio(Optional<Double> ours, Optional<Double> theirs) {
    return ours.flatMap(a -> theirs.map(b -> a / b));
  }

  private static SynthBenchmark.Series find(List<SynthBenchmark.Series> series, String type) {
    return series.stream()
        .filter(one -> one.type().equals(type) && one.count() == 450)
        .findFirst()
        .orElseThrow();
  }

  private static double median(
      SynthBenchmark.Series series, ToDoubleFunction<SynthBenchmark.Synth> figure) {
    return Spread.of(series.synths(), figure).median();
  }
}
