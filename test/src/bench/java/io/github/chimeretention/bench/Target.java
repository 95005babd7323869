package io.github.chimeretention.bench;

import java.util.List;

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

  static List<Target> of(SynthBenchmark.Comparison syntheses) {
    return List.of(
        new Target(
            "construct phase ÷ AwsCustomResource",
            1.0,
            syntheses.ratio(SynthBenchmark.Synth::constructMillis),
            "whole synthesis: " + Spread.number(syntheses.ratio(SynthBenchmark.Synth::wallMillis))),
        new Target(
            "template size ÷ AwsCustomResource",
            0.25,
            syntheses.ratio(SynthBenchmark.Synth::templateBytes),
            ""));
  }
}
