package io.github.chimeretention.lambda;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/**
 * Hostile events by coverage-guided fuzzing. A finding is kept beside the seeds, and so is an event
 * of {@link HostileEventIT} from then on.
 */
class HostileEventFuzz {
  private final HostileEventCheck hostileEvents = new HostileEventCheck();

  @FuzzTest(maxDuration = "2m")
  void check(byte[] event) throws IOException {
    hostileEvents.check(event);
  }
}
