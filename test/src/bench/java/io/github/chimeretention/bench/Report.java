package io.github.chimeretention.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is printed: tables in Markdown, medians with the least and the most in parentheses. */
final class Report {
  private static final double MEBI = 1024.0 * 1024;
  private static final List<String> NAMES =
      List.of(
          Contestant.FLOOR,
          Contestant.OURS,
          Contestant.POJO,
          Contestant.POWERTOOLS,
          Contestant.PEER);

  private static final List<Column> COLUMNS =
      List.of(
          new Column("cold, ms", false, Sample::coldMillis),
          new Column("init, ms", false, Sample::initMillis),
          new Column("invoke, ms", false, Sample::invokeMillis),
          new Column("CPU until then, ms", false, sample -> sample.cold().cpuMillis()),
          new Column("peak RSS until then, MiB", false, sample -> sample.cold().peakRss()),
          new Column("peak RSS at the end, MiB", true, sample -> sample.end().peakRss()),
          new Column("warm, ms", true, Sample::warmMedian),
          new Column("warm p95, ms", true, Sample::warmP95));

  private static final List<Ratio> RATIOS =
      List.of(
          new Ratio("cold", Contestant.POWERTOOLS, false, Sample::coldMillis),
          new Ratio("cold", Contestant.POJO, false, Sample::coldMillis),
          new Ratio("invoke", Contestant.POWERTOOLS, false, Sample::invokeMillis),
          new Ratio("peak RSS", Contestant.POWERTOOLS, true, sample -> sample.end().peakRss()));

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /**
   * A figure of the functions.
   *
   * @param warm whether it takes more events than one
   */
  private record Column(String title, boolean warm, ToDoubleFunction<Sample> figure) {}

  /** A figure as a share of another contestant's. */
  private record Ratio(String of, String peer, boolean warm, ToDoubleFunction<Sample> figure) {
    String title() {
      return of + " ÷ " + peer;
    }
  }

  void machine(Settings settings, Node node) throws IOException {
    out.printf(
        Locale.ROOT,
        "%d CPUs; JDK %s with C1 and the serial collector; Node.js %s for %s; %d rounds, interleaved%n",
        Runtime.getRuntime().availableProcessors(),
        version(settings.jdk()),
        node.version(),
        node.runtime(),
        settings.rounds());
  }

  void note(String text) {
    out.println(text);
  }

  void progress(String text) {
    System.err.println(text);
  }

  void functions(Results results, List<Integer> memorySizes) {
    Stream.concat(Stream.of(Contestant.PLAIN), memorySizes.stream().map(Contestant::limited))
        .forEach(configuration -> functions(results, configuration));
  }

  private void functions(Results results, String configuration) {
    List<Results.Entry> entries = results.of(configuration, NAMES);
    if (entries.isEmpty()) {
      return;
    }
    boolean warm = !entries.get(0).samples().get(0).warmMillis().isEmpty();
    List<Column> columns = COLUMNS.stream().filter(column -> warm || !column.warm()).toList();
    out.println();
    List<Ratio> ratios = RATIOS.stream().filter(ratio -> warm || !ratio.warm()).toList();
    row(
        configuration,
        Stream.concat(columns.stream().map(Column::title), ratios.stream().map(Ratio::title)));
    row("---", Stream.generate(() -> "---").limit(columns.size() + ratios.size()));
    for (Results.Entry entry : entries) {
      String name = entry.contestant().name();
      row(
          name,
          Stream.concat(
              columns.stream().map(column -> entry.spread(column.figure()).toString()),
              ratios.stream()
                  .map(ratio -> results.ratio(name, ratio.peer(), configuration, ratio.figure()))
                  .map(ratio -> ratio.map(Spread::number).orElse("–"))));
    }
  }

  void packages(List<Contestant> contestants) {
    out.println();
    row("package", Stream.of("MB"));
    row("---", Stream.of("---"));
    for (Contestant contestant : contestants) {
      row(contestant.name(), Stream.of(Spread.number(contestant.packageBytes() / MEBI)));
    }
  }

  private void row(String first, Stream<String> cells) {
    out.println(
        Stream.concat(Stream.of(first), cells).collect(Collectors.joining(" | ", "| ", " |")));
  }

  void synth(List<SynthBenchmark.Series> series) {
    out.println();
    out.println("| synth | wall, ms | construct, ms | template, KiB | resources in the template |");
    out.println("|---|---|---|---|---|");
    for (SynthBenchmark.Series one : series) {
      SynthBenchmark.Synth last = one.synths().get(one.synths().size() - 1);
      out.printf(
          Locale.ROOT,
          "| %d × %s | %s | %s | %.0f | %d |%n",
          one.count(),
          one.type(),
          Spread.of(one.synths(), SynthBenchmark.Synth::wallMillis),
          Spread.of(one.synths(), SynthBenchmark.Synth::constructMillis),
          last.templateBytes() / 1024.0,
          last.resources());
    }
  }

  void cli(CliBenchmark.Times times) {
    Function<List<Double>, Spread> spread = values -> Spread.of(values, value -> value);
    out.println();
    out.println("| the sample, unchanged tree | wall, ms |");
    out.println("|---|---|");
    out.println("| cdk synth | " + spread.apply(times.cli()) + " |");
    out.println("| java alone | " + spread.apply(times.app()) + " |");
  }

  void flood(FloodBenchmark.Flood flood) {
    out.println();
    out.println(
        "| flood | calls a second | calls | of them throttled | succeeded | s | ideal, s |");
    out.println("|---|---|---|---|---|---|---|");
    out.printf(
        Locale.ROOT,
        "| %d resources | %d | %d | %d | %d | %.0f | %.0f |%n",
        flood.resources(),
        flood.callsPerSecond(),
        flood.calls(),
        flood.throttled(),
        flood.succeeded(),
        flood.seconds(),
        flood.idealSeconds());
  }

  void targets(List<Target> targets) {
    out.println();
    out.println("| target | at most | measured | |");
    out.println("|---|---|---|---|");
    targets.forEach(
        target ->
            out.printf(
                "| %s | %s | %s | %s |%n",
                target.what(),
                Spread.number(target.limit()),
                target.measured().map(Spread::number).orElse("–"),
                target.verdict()));
  }

  private static String version(Path jdk) throws IOException {
    return Files.readAllLines(jdk.resolve("release")).stream()
        .filter(line -> line.startsWith("JAVA_RUNTIME_VERSION="))
        .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
        .findFirst()
        .orElse("of " + jdk);
  }
}
