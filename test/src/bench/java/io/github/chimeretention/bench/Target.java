package io.github.chimeretention.bench;

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
    String plain = Contestant.PLAIN;
    String limited = Contestant.limited(512);
    return List.of(
        ratio(results, "cold", 0.72, Contestant.POWERTOOLS, plain, cold),
        ratio(results, "cold", 0.85, Contestant.POJO, plain, cold),
        ratio(results, "first invoke", 0.22, Contestant.POWERTOOLS, plain, Sample::invokeMillis),
        ratio(
            results,
            "peak RSS",
            0.80,
            Contestant.POWERTOOLS,
            plain,
            sample -> sample.end().peakRss()),
        ratio(results, "cold, " + limited, 0.60, Contestant.POJO, limited, cold));
  }

  private static Target ratio(
      Results results,
      String what,
      double limit,
      String peer,
      String configuration,
      ToDoubleFunction<Sample> figure) {
    return new Target(
        what + " ÷ " + peer, limit, results.ratio(Contestant.OURS, peer, configuration, figure));
  }

  static List<Target> of(FloodBenchmark.Flood flood) {
    return List.of(
        new Target(
            "flood, of the ideal time", 1.5, Optional.of(flood.seconds() / flood.idealSeconds())),
        new Target(
            "flood, resources that failed",
            0,
            Optional.of((double) flood.resources() - flood.succeeded())));
  }

  /** Those of 450 resources. */
  static List<Target> of(List<SynthBenchmark.Series> series) {
    SynthBenchmark.Series ours = find(series, SynthApp.RETENTION_SETTINGS);
    SynthBenchmark.Series theirs = find(series, SynthApp.AWS_CUSTOM_RESOURCE);
    return List.of(
        new Target(
            "450 resources, construct phase, of AwsCustomResource's",
            1.0,
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
