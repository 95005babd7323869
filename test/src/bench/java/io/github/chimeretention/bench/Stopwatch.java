package io.github.chimeretention.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Measures one cold start at a time. */
record Stopwatch(Path jdk, Template template, Endpoints endpoints, CpuLimit limit) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_STEP_SECONDS = 60;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Starts a function in a new process; with a limit, its invoke phase gets a share of a CPU. */
  Sample run(Contestant contestant, boolean limited) throws IOException, InterruptedException {
    endpoints.accepted.clear();
    try (RuntimeApi api = new RuntimeApi()) {
      ProcessBuilder builder = contestant.runtime().instance(api.authority());
      builder.redirectOutput(Redirect.appendTo(contestant.log().toFile()));
      // Lambda's JDK, which can be a different one from the benchmark's.
      builder.command().set(0, jdk.resolve("bin/java").toString());
      long start = System.nanoTime();
      Process process = builder.start();
      try {
        long ready = take(api.ready, process, contestant);
        if (limited) {
          limit.hold(process.pid());
        }
        Template.Event event =
            template.create(SynthApp.APP_INSTANCE, endpoints.responses().toString());
        api.send(event);
        long sent = take(api.sent, process, contestant);
        Endpoints.Accepted response = take(endpoints.accepted, process, contestant);
        check(response, event, contestant);
        take(api.ready, process, contestant);
        return Sample.of(
            process,
            (ready - start) / NANOS_PER_MILLI,
            (response.nanos() - sent) / NANOS_PER_MILLI);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static void check(
      Endpoints.Accepted response, Template.Event event, Contestant contestant) throws IOException {
    JsonNode body = JSON.readTree(response.body());
    if (!body.path("Status").asText().equals("SUCCESS")
        || !body.path("RequestId").asText().equals(event.requestId())) {
      throw new IOException(contestant.code().name() + " responded: " + response.body());
    }
  }

  private static <T> T take(BlockingQueue<T> queue, Process process, Contestant contestant)
      throws IOException, InterruptedException {
    for (int second = 0; second < LONGEST_STEP_SECONDS && process.isAlive(); second++) {
      T taken = queue.poll(1, TimeUnit.SECONDS);
      if (taken != null) {
        return taken;
      }
    }
    throw new IOException(
        contestant.code().name() + " hangs or has ended, see " + contestant.log());
  }
}
