package io.github.chimeretention.lambda;

import java.util.stream.LongStream;

/**
 * The seeds of random tests: always the same ones, unless {@code fuzz.cases} asks for another
 * number of fresh ones. {@code fuzz.seed} is the first of those, to repeat them.
 */
public final class Seeds {
  private Seeds() {}

  /** Returns as many seeds as a build without any option has. */
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
