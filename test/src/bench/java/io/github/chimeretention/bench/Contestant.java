package io.github.chimeretention.bench;

import io.github.chimeretention.localcloud.lambda.JavaRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A function to measure, and its cold starts so far.
 *
 * @param limited one per round with the CPU that Lambda gives to 512 MB; empty if this machine
 *     can't limit the CPU
 */
record Contestant(
    FunctionPackage code,
    JavaRuntime runtime,
    Path log,
    List<Sample> samples,
    List<Sample> limited) {
  Contestant(FunctionPackage code, JavaRuntime runtime, Path log) {
    this(code, runtime, log, new ArrayList<>(), new ArrayList<>());
  }

  Spread spread(ToDoubleFunction<Sample> figure) {
    return Spread.of(samples, figure);
  }
}
