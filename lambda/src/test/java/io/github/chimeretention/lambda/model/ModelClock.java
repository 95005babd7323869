package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.RetentionHandlers;
import io.github.chimeretention.lambda.VirtualTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock that a virtual time moves. */
final class ModelClock extends Clock {
  private final VirtualTime time;

  ModelClock(VirtualTime time) {
    this.time = time;
  }

  @Override
  public Instant instant() {
    return RetentionHandlers.NOW.plus(time.passed());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
