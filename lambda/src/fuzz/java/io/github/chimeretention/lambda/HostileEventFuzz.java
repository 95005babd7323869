package io.github.chimeretention.lambda;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/**
 * Generates hostile events by coverage-guided fuzzing. Findings are stored with the seeds, so that
 * {@link HostileEventIT} runs them from then on.
 */
class HostileEventFuzz {
  private final HostileEventCheck hostileEvents = new HostileEventCheck();

  @FuzzTest(maxDuration = "2m")
  void check(byte[] event) throws IOException {
    hostileEvents.check(event);
  }
}
