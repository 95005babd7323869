package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Measures the synthesis of the constructs and of {@code AwsCustomResource}, in a new JVM each. */
record SynthBenchmark(Settings settings) {
  static final int RESOURCES = 450;

  private static final int LIMIT_MINUTES = 3;

  /**
   * One synthesis.
   *
   * @param wallMillis the whole process
   * @param constructMillis the constructs alone, without the start of jsii and writing the template
   */
  record Synth(double wallMillis, double constructMillis, long templateBytes, int resources) {}

  /** All syntheses of one app. */
  record Series(String type, List<Synth> synths) {
    Spread spread(ToDoubleFunction<Synth> figure) {
      return Spread.of(synths, figure);
    }
  }

  /** The constructs' syntheses, and those that they are compared with. */
  record Comparison(Series accounts, Series appInstances, Series awsCustomResource) {
    List<Series> all() {
      return List.of(accounts, appInstances, awsCustomResource);
    }

    /** A construct's median as a share of the other's. */
    double ratio(Series series, ToDoubleFunction<Synth> figure) {
      return series.spread(figure).median() / awsCustomResource.spread(figure).median();
    }
  }

  /** Synthesizes a stack with one resource. */
  Template template(String type) throws IOException, InterruptedException {
    synth(type, 1);
    return Template.in(output(type));
  }

  Comparison run() throws IOException, InterruptedException {
    Comparison comparison =
        new Comparison(
            new Series(SynthApp.RETENTION_SETTINGS, new ArrayList<>()),
            new Series(SynthApp.APP_INSTANCE, new ArrayList<>()),
            new Series(SynthApp.AWS_CUSTOM_RESOURCE, new ArrayList<>()));
    for (int round = 0; round < settings.synthRounds(); round++) {
      for (Series series : comparison.all()) {
        series.synths().add(synth(series.type(), RESOURCES));
      }
    }
    return comparison;
  }

  private Synth synth(String type, int count) throws IOException, InterruptedException {
    Path log = settings.folder().resolve("synth.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SynthApp.class.getName(),
                type,
                Integer.toString(count),
                output(type).toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    boolean hasEnded = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    double wallMillis = (System.nanoTime() - start) / 1e6;
    process.destroyForcibly();
    if (!hasEnded || process.exitValue() != 0) {
      throw new IOException("Synthesis of " + count + " " + type + " failed, see " + log);
    }
    Template template = Template.in(output(type));
    return new Synth(wallMillis, constructMillis(log), template.bytes(), template.resources());
  }

  private static double constructMillis(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.startsWith(SynthApp.CONSTRUCT))
        .mapToDouble(line -> Double.parseDouble(line.substring(SynthApp.CONSTRUCT.length())))
        .findFirst()
        .orElseThrow();
  }

  private Path output(String type) {
    return settings.folder().resolve("cdk.out").resolve(type.replace("::", "-"));
  }
}
