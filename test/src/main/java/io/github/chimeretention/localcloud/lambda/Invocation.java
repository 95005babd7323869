package io.github.chimeretention.localcloud.lambda;

import java.time.Instant;
import java.util.UUID;

/**
 * One attempt at an event. A retry has the same request id.
 *
 * @param attempt from 1
 */
record Invocation(String requestId, String event, Instant received, int attempt) {
  static Invocation first(String event, Instant received) {
    return new Invocation(UUID.randomUUID().toString(), event, received, 1);
  }

  Invocation retry() {
    return new Invocation(requestId, event, received, attempt + 1);
  }
}
