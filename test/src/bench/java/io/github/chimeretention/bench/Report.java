package io.github.chimeretention.bench;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/** Prints tables in Markdown: medians, with the minimum and the maximum in parentheses. */
final class Report {
  private static final double MEBI = 1024.0 * 1024;

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void machine(Settings settings) {
    out.printf(
        "%d CPUs; functions on the JDK in %s with C1 and the serial collector; rounds: %d%n",
        Runtime.getRuntime().availableProcessors(), settings.jdk(), settings.rounds());
  }

  void coldStarts(ColdStartBenchmark.ColdStarts coldStarts) {
    header(
        "function",
        "cold, ms",
        "CPU time, ms",
        "invoke phase, ms",
        "peak memory, MiB",
        "package, MB",
        "cold at 512 MB, ms");
    for (Contestant contestant : coldStarts.all()) {
      row(
          contestant.code().name(),
          contestant.spread(Sample::coldMillis),
          contestant.spread(Sample::cpuMillis),
          contestant.spread(Sample::invokeMillis),
          contestant.spread(Sample::peakRss),
          Spread.number(contestant.code().bytes() / MEBI),
          contestant.limited().isEmpty()
              ? "the CPU can't be limited"
              : Spread.of(contestant.limited(), Sample::coldMillis));
    }
  }

  void synth(SynthBenchmark.Comparison syntheses) {
    header(
        SynthBenchmark.RESOURCES + " resources",
        "construct phase, ms",
        "whole synthesis, ms",
        "template, KiB",
        "resources in the template");
    for (SynthBenchmark.Series series : syntheses.all()) {
      row(
          series.type(),
          series.spread(SynthBenchmark.Synth::constructMillis),
          series.spread(SynthBenchmark.Synth::wallMillis),
          Spread.number(series.spread(SynthBenchmark.Synth::templateBytes).median() / 1024),
          series.synths().get(0).resources());
    }
  }

  void targets(List<Target> targets) {
    header("target", "at most", "measured", "result", "not checked");
    for (Target target : targets) {
      row(
          target.name(),
          Spread.number(target.limit()),
          Spread.number(target.measured()),
          target.verdict(),
          target.information());
    }
  }

  private void header(String... titles) {
    out.println();
    out.println("| " + String.join(" | ", titles) + " |");
    out.println("|" + "---|".repeat(titles.length));
  }

  private void row(Object... cells) {
    out.println(Stream.of(cells).map(Object::toString).collect(joining(" | ", "| ", " |")));
  }
}
