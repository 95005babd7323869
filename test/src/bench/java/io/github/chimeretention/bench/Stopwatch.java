package io.github.chimeretention.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Starts contestants one at a time, sends them events and takes the times. */
record Stopwatch(Endpoints endpoints, Children children, Optional<CpuLimit> limit) {
  /** The function's ARN in all events. */
  static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:bench";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST_STEP = Duration.ofSeconds(60);
  private static final Duration LONGEST_END = Duration.ofSeconds(60);
  private static final double NANOS_PER_MILLI = 1e6;

  Sample run(Contestant contestant, int warm) throws IOException, InterruptedException {
    endpoints.accepted().clear();
    try (RuntimeApi api = new RuntimeApi(FUNCTION_ARN)) {
      ProcessBuilder builder = contestant.process().apply(api.authority());
      long start = System.nanoTime();
      Process process = children.start(builder);
      try {
        return new Started(contestant, api, process).run(start, warm);
      } finally {
        children.end(process, LONGEST_END);
      }
    }
  }

  /** A contestant's process. */
  private final class Started {
    private final Contestant contestant;
    private final RuntimeApi api;
    private final Process process;

    Started(Contestant contestant, RuntimeApi api, Process process) {
      this.contestant = contestant;
      this.api = api;
      this.process = process;
    }

    Sample run(long start, int warm) throws IOException, InterruptedException {
      long ready = take(api.ready());
      if (contestant.memorySize() > 0) {
        limit.orElseThrow().hold(process.pid(), contestant.memorySize());
      }
      double first = invoke();
      ProcessFigures cold = ProcessFigures.of(process.pid());
      List<Double> warmMillis = new ArrayList<>();
      for (int i = 0; i < warm; i++) {
        warmMillis.add(invoke());
      }
      ProcessFigures end = ProcessFigures.of(process.pid());
      return new Sample(
          (ready - start) / NANOS_PER_MILLI,
          first,
          cold,
          end,
          warmMillis.stream().sorted().toList());
    }

    /** Sends an event and waits until the process asks for the next one. */
    private double invoke() throws IOException, InterruptedException {
      Event event = contestant.event().get();
      api.send(event);
      long sent = take(api.sent());
      long responded = contestant.responds() ? accepted(event) : 0;
      long done = take(api.done());
      take(api.ready());
      return ((contestant.responds() ? responded : done) - sent) / NANOS_PER_MILLI;
    }

    private long accepted(Event event) throws IOException, InterruptedException {
      Endpoints.Accepted response = take(endpoints.accepted());
      JsonNode body = JSON.readTree(response.body());
      if (!body.path("Status").asText().equals("SUCCESS")
          || !body.path("RequestId").asText().equals(event.requestId())) {
        throw new IOException(contestant + " responded: " + response.body());
      }
      return response.nanos();
    }

    private <T> T take(BlockingQueue<T> queue) throws IOException, InterruptedException {
      long end = System.nanoTime() + LONGEST_STEP.toNanos();
      while (System.nanoTime() < end) {
        T taken = queue.poll(1, TimeUnit.SECONDS);
        if (taken != null) {
          return taken;
        }
        if (!process.isAlive()) {
          break;
        }
      }
      throw new IOException(
          "%s (%s) hangs or has ended, see its log"
              .formatted(contestant.name(), contestant.configuration()));
    }
  }
}
