package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A control group that holds a process to the CPU that Lambda gives to a function of some memory:
 * at 1769 MB one vCPU, else in proportion.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Configure
 *     Lambda function memory</a>
 */
final class CpuLimit implements AutoCloseable {
  private static final int MEMORY_OF_ONE_CPU = 1769;
  private static final int PERIOD_MICROS = 20_000;
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final Path group;
  private final boolean unified;

  private CpuLimit(Path group, boolean unified) throws IOException {
    this.group = group;
    this.unified = unified;
    Files.createDirectory(group);
  }

  /** A limit, empty if the machine does not let us set one. */
  static Optional<CpuLimit> open() {
    boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path parent = unified ? ROOT : ROOT.resolve("cpu");
    try {
      CpuLimit limit =
          new CpuLimit(
              parent.resolve("chime-retention-bench-" + ProcessHandle.current().pid()), unified);
      try {
        limit.set(MEMORY_OF_ONE_CPU);
        return Optional.of(limit);
      } catch (IOException e) {
        limit.close();
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Holds a process, with all its threads, to the CPU of so much memory. */
  void hold(long pid, int memorySize) throws IOException {
    set(memorySize);
    Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
  }

  /** Removes the group; the kernel does so only when the processes in it have ended. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(group);
    } catch (IOException e) {
      System.err.println("Left behind: " + group);
    }
  }

  private void set(int memorySize) throws IOException {
    long quota = (long) PERIOD_MICROS * memorySize / MEMORY_OF_ONE_CPU;
    if (unified) {
      Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
    } else {
      Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
      Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
    }
  }
}
