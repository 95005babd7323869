package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times the synth of one app after the other, each in a JVM of its own. */
final class SynthBenchmark {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int MAX_RESOURCES = 500;
  private static final List<Integer> COUNTS = List.of(1, 100, 450);

  private final Settings settings;
  private final Children children;

  SynthBenchmark(Settings settings, Children children) {
    this.settings = settings;
    this.children = children;
  }

  /**
   * One synth.
   *
   * @param wallMillis the whole process
   * @param constructMillis the constructs alone, without the start of jsii and the writing
   */
  record Synth(double wallMillis, double constructMillis, long templateBytes, int resources) {}

  /** All synths of one app. */
  record Series(String type, int count, List<Synth> synths) {}

  /** The template of one resource. */
  Template template(String type) throws IOException, InterruptedException {
    synth(type, 1, true);
    return Template.in(output(type, 1));
  }

  List<Series> run() throws IOException, InterruptedException {
    List<Series> series = new ArrayList<>();
    for (int count : COUNTS) {
      series.add(new Series(SynthApp.RETENTION_SETTINGS, count, new ArrayList<>()));
      series.add(new Series(SynthApp.AWS_CUSTOM_RESOURCE, count, new ArrayList<>()));
    }
    for (int round = 0; round < settings.synthRounds(); round++) {
      for (Series one : series) {
        one.synths().add(synth(one.type(), one.count(), false));
      }
    }
    return series;
  }

  /** How many of these fit in one stack: the synth of so many succeeds with the limit in force. */
  int largest(String type) throws IOException, InterruptedException {
    int one = Template.in(output(type, 1)).resources();
    int hundred = synth(type, 100, true).resources();
    int each = (hundred - one) / 99;
    int largest = (MAX_RESOURCES - one) / each + 1;
    synth(type, largest, true);
    return largest;
  }

  private Synth synth(String type, int count, boolean limited)
      throws IOException, InterruptedException {
    Path output = output(type, count);
    ProcessBuilder builder =
        new ProcessBuilder(SynthApp.command(type, count, output.toString(), limited));
    long start = System.nanoTime();
    String printed = children.run(builder, settings.folder().resolve("synth.log"), LIMIT);
    double wallMillis = (System.nanoTime() - start) / 1e6;
    double constructMillis =
        printed
            .lines()
            .filter(line -> line.startsWith("construct "))
            .mapToDouble(line -> Double.parseDouble(line.substring("construct ".length())))
            .sum();
    Template template = Template.in(output);
    return new Synth(wallMillis, constructMillis, template.bytes(), template.resources());
  }

  private Path output(String type, int count) {
    return settings.folder().resolve("cdk.out/" + type.replace("::", "-") + "-" + count);
  }
}
