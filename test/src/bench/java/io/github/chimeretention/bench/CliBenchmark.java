package io.github.chimeretention.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times {@code cdk synth} of the sample against the app alone, on a tree that does not change. */
record CliBenchmark(Settings settings, Children children) {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** The times of the two, in milliseconds. */
  record Times(List<Double> cli, List<Double> app) {}

  Times run() throws IOException, InterruptedException {
    Times times = new Times(new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round <= settings.synthRounds(); round++) {
      double cli = time(cli());
      double app = time(app());
      // The first round may build what is not built yet.
      if (round > 0) {
        times.cli().add(cli);
        times.app().add(app);
      }
    }
    return times;
  }

  private double time(ProcessBuilder builder) throws IOException, InterruptedException {
    builder.directory(settings.project().toFile());
    long start = System.nanoTime();
    children.run(builder, settings.folder().resolve("cli.log"), LIMIT);
    return (System.nanoTime() - start) / 1e6;
  }

  private ProcessBuilder cli() {
    ProcessBuilder builder =
        new ProcessBuilder(
            settings.folder().resolve("node/node_modules/.bin/cdk").toString(),
            "synth",
            "--quiet",
            "--no-notices",
            "--output",
            output());
    builder.environment().put("CDK_DISABLE_CLI_TELEMETRY", "true");
    return builder;
  }

  /** What the CLI runs, with what it tells the app. */
  private ProcessBuilder app() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("java", "@infra/target/app.args");
    Path cdkJson = settings.project().resolve("cdk.json");
    String context = new ObjectMapper().readTree(cdkJson.toFile()).path("context").toString();
    builder.environment().put("CDK_CONTEXT_JSON", context);
    builder.environment().put("CDK_OUTDIR", output());
    return builder;
  }

  private String output() {
    return settings.folder().resolve("cdk.out/sample").toString();
  }
}
