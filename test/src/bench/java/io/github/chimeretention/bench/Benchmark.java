package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The benchmark's entry point: measures the parts that the build selects, and prints the tables.
 */
public final class Benchmark {
  private Benchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Settings settings = Settings.read();
    Files.createDirectories(settings.folder());
    Report report = new Report(System.out);
    report.machine(settings);
    SynthBenchmark synth = new SynthBenchmark(settings);
    List<Target> targets = new ArrayList<>();
    if (settings.measures("cold")) {
      Template template = synth.template(SynthApp.APP_INSTANCE);
      ColdStartBenchmark.ColdStarts coldStarts = new ColdStartBenchmark(settings, template).run();
      report.coldStarts(coldStarts);
      targets.addAll(Target.of(coldStarts));
    }
    if (settings.measures("synth")) {
      SynthBenchmark.Comparison syntheses = synth.run();
      report.synth(syntheses);
      targets.addAll(Target.of(syntheses));
    }
    report.targets(targets);
  }
}
