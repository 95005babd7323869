package io.github.chimeretention.lambda;

import java.util.stream.LongStream;

/**
 * The seeds of random tests. They are always the same, unless {@code fuzz.cases} sets a number of
 * fresh ones; {@code fuzz.seed} then sets the first seed, to repeat a run.
 */
public final class Seeds {
  private Seeds() {}

  /** Returns the seeds; without options, this many. */
  public static LongStream of(int usualCases) {
    Integer cases = Integer.getInteger("fuzz.cases");
    if (cases == null) {
      return LongStream.range(0, usualCases);
    }
    long first = Long.getLong("fuzz.seed", System.nanoTime());
    System.out.printf("fuzz.cases=%d fuzz.seed=%d%n", cases, first);
    return LongStream.range(first, first + cases);
  }
}
