package io.github.chimeretention.bench;

import java.util.List;

/**
 * What one process of a contestant took.
 *
 * @param initMillis from its start until it asked for its first event
 * @param invokeMillis from then until its response to the first event was accepted
 * @param cold what it had used by then
 * @param end what it had used after all events
 * @param warmMillis for each further event, from when it was sent until its response was accepted;
 *     sorted
 */
record Sample(
    double initMillis,
    double invokeMillis,
    ProcessFigures cold,
    ProcessFigures end,
    List<Double> warmMillis) {

  double coldMillis() {
    return initMillis + invokeMillis;
  }

  double warmMedian() {
    return warmMillis.isEmpty() ? Double.NaN : Spread.quantile(warmMillis, 0.5);
  }

  double warmP95() {
    return warmMillis.isEmpty() ? Double.NaN : Spread.quantile(warmMillis, 0.95);
  }
}
