package io.github.chimeretention.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A ratio that must not exceed a limit.
 *
 * @param information a related figure that is printed but not checked
 */
record Target(String name, double limit, double measured, String information) {
  String verdict() {
    return measured <= limit ? "met" : "missed";
  }

  /** The cold start's targets are in CPU time: on a noisy machine, the wall-clock ratio varies. */
  static List<Target> of(ColdStartBenchmark.ColdStarts coldStarts) {
    return List.of(
        cpu(coldStarts, coldStarts.powertools(), 0.75),
        cpu(coldStarts, coldStarts.requestHandler(), 0.85));
  }

  private static Target cpu(
      ColdStartBenchmark.ColdStarts coldStarts, Contestant other, double limit) {
    return new Target(
        "cold start, CPU time ÷ " + other.code().name(),
        limit,
        coldStarts.ratio(other, Sample::cpuMillis),
        "wall clock: " + Spread.number(coldStarts.ratio(other, Sample::coldMillis)));
  }

  /** The targets are for accounts, which have two periods; app instances are shown beside them. */
  static List<Target> of(SynthBenchmark.Comparison syntheses) {
    return List.of(
        synth(syntheses, "construct phase", 1.0, SynthBenchmark.Synth::constructMillis),
        synth(syntheses, "template size", 0.25, SynthBenchmark.Synth::templateBytes));
  }

  private static Target synth(
      SynthBenchmark.Comparison syntheses,
      String name,
      double limit,
      ToDoubleFunction<SynthBenchmark.Synth> figure) {
    return new Target(
        name + " ÷ AwsCustomResource",
        limit,
        syntheses.ratio(syntheses.accounts(), figure),
        "app instances: " + Spread.number(syntheses.ratio(syntheses.appInstances(), figure)));
  }
}
