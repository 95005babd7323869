package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One cold start.
 *
 * @param initMillis from the start of the process until it asked for its first event
 * @param invokeMillis from then until its response to CloudFormation was accepted
 * @param cpuMillis the CPU time of all threads until the process asked for the next event, counted
 *     in steps of 10 ms
 * @param peakRss the peak resident memory until then, in MiB
 */
record Sample(double initMillis, double invokeMillis, double cpuMillis, double peakRss) {
  private static final int MILLIS_PER_TICK = 10;
  private static final int UTIME = 11;
  private static final int STIME = 12;

  /** Adds the CPU time and the memory of a running process, from Linux's {@code /proc}. */
  static Sample of(Process process, double initMillis, double invokeMillis) throws IOException {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    String stat = Files.readString(folder.resolve("stat"));
    // The second field is the command in parentheses, which can contain anything.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    long ticks = Long.parseLong(fields.get(UTIME)) + Long.parseLong(fields.get(STIME));
    double peakRss =
        Files.readAllLines(folder.resolve("status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
            .findFirst()
            .orElseThrow();
    return new Sample(initMillis, invokeMillis, ticks * MILLIS_PER_TICK, peakRss);
  }

  double coldMillis() {
    return initMillis + invokeMillis;
  }
}
