package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a running process has used so far, as Linux's {@code /proc} says.
 *
 * @param cpuMillis the CPU time of all its threads, counted in steps of 10 ms
 * @param peakRss the most memory that it had resident, in MiB
 */
record ProcessFigures(double cpuMillis, double peakRss) {
  private static final int MILLIS_PER_TICK = 10;
  private static final int UTIME = 11;
  private static final int STIME = 12;

  static ProcessFigures of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The second field is the command in parentheses, and may hold anything.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    long ticks = Long.parseLong(fields.get(UTIME)) + Long.parseLong(fields.get(STIME));
    return new ProcessFigures(ticks * MILLIS_PER_TICK, peakRss(pid));
  }

  private static double peakRss(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
