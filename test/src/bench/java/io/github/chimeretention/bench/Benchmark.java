package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The benchmark's entry point: measures what the build asks for, and prints the report. */
public final class Benchmark {
  private static final Duration LONGEST_INSTALL = Duration.ofMinutes(5);
  private static final List<Integer> MEMORY_SIZES = List.of(256, 512, 1769);

  private final Settings settings;
  private final Children children;
  private final Report report;
  private final List<Target> targets = new ArrayList<>();

  private Benchmark(Settings settings, Children children, Report report) {
    this.settings = settings;
    this.children = children;
    this.report = report;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Settings settings = Settings.read();
    try (Children children = new Children()) {
      new Benchmark(settings, children, new Report(System.out)).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    Path folder = settings.folder();
    Files.createDirectories(folder);
    installNodePackages();
    SynthBenchmark synth = new SynthBenchmark(settings, children);
    Template ours = synth.template(SynthApp.APP_INSTANCE);
    Template peer = synth.template(SynthApp.AWS_CUSTOM_RESOURCE);
    Node node = Node.find(peer, folder.resolve("node/node_modules"), children);
    report.machine(settings, node);
    if (settings.measures("function") || settings.measures("limited")) {
      Tls tls = Tls.create(settings.jdk(), folder.resolve("tls"));
      try (Endpoints endpoints = new Endpoints(tls.context())) {
        functions(new Contestants(settings, tls, endpoints, ours, peer, node), endpoints);
      }
    }
    if (settings.measures("flood")) {
      FloodBenchmark.Flood flood = new FloodBenchmark(settings, children, ours).run();
      report.flood(flood);
      targets.addAll(Target.of(flood));
    }
    if (settings.measures("synth")) {
      List<SynthBenchmark.Series> series = synth.run();
      report.synth(series);
      for (String type : List.of(SynthApp.RETENTION_SETTINGS, SynthApp.AWS_CUSTOM_RESOURCE)) {
        report.note("At most " + synth.largest(type) + " × " + type + " fit in one stack.");
      }
      targets.addAll(Target.of(series));
    }
    if (settings.measures("cli")) {
      CliBenchmark.Times times = new CliBenchmark(settings, children).run();
      report.cli(times);
      targets.add(Target.of(times));
    }
    report.targets(targets);
  }

  private void functions(Contestants contestants, Endpoints endpoints)
      throws IOException, InterruptedException {
    Optional<CpuLimit> limit = settings.measures("limited") ? CpuLimit.open() : Optional.empty();
    try {
      Stopwatch stopwatch = new Stopwatch(endpoints, children, limit);
      List<Contestant> plain = contestants.plain();
      List<Contestant> all = new ArrayList<>();
      if (settings.measures("function")) {
        all.addAll(plain);
      }
      if (limit.isPresent()) {
        for (int memory : MEMORY_SIZES) {
          plain.forEach(contestant -> all.add(contestant.limitedTo(memory)));
        }
      } else if (settings.measures("limited")) {
        report.note("CPU not limited: this machine lets us make no control group for the CPU.");
      }
      Results results = rounds(stopwatch, all);
      report.functions(results, MEMORY_SIZES);
      report.packages(plain);
      if (settings.measures("function")) {
        Chart.of(results).write(settings.chart());
        report.note("The chart is in " + settings.chart());
      }
      targets.addAll(Target.of(results));
    } finally {
      limit.ifPresent(CpuLimit::close);
    }
  }

  /** One round more than is counted: the first fills the file cache and warms the endpoints. */
  private Results rounds(Stopwatch stopwatch, List<Contestant> contestants)
      throws IOException, InterruptedException {
    Results results = new Results();
    for (int round = 0; round <= settings.rounds(); round++) {
      List<Contestant> order = new ArrayList<>(contestants);
      Collections.rotate(order, round);
      for (Contestant contestant : order) {
        // Under a limit the first event is what counts; the warm ones would take minutes.
        int warm = contestant.memorySize() == 0 ? settings.warm() : 0;
        Sample sample = stopwatch.run(contestant, warm);
        if (round > 0) {
          results.add(contestant, sample);
        }
      }
      report.progress("round " + round + " of " + settings.rounds());
    }
    return results;
  }

  /** Installs what the lock file says, unless that is installed already. */
  private void installNodePackages() throws IOException, InterruptedException {
    Path folder = settings.folder().resolve("node");
    Path installed = folder.resolve("installed.json");
    String lock = Files.readString(settings.node().resolve("package-lock.json"));
    if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
      return;
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("package-lock.json"), lock);
    Files.writeString(
        folder.resolve("package.json"), Files.readString(settings.node().resolve("package.json")));
    ProcessBuilder npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit");
    npm.directory(folder.toFile());
    children.run(npm, settings.folder().resolve("npm.log"), LONGEST_INSTALL);
    Files.writeString(installed, lock);
  }
}
