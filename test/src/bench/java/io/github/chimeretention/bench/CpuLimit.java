package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A control group that limits a process to the CPU that Lambda gives to a function of 512 MB: a
 * function of 1769 MB gets one vCPU, others a share in proportion to their memory.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Configure
 *     Lambda function memory</a>
 */
record CpuLimit(Path group, boolean isAvailable) implements AutoCloseable {
  private static final String PERIOD_MICROS = "20000";
  private static final String QUOTA_MICROS = Integer.toString(20_000 * 512 / 1769);
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** Makes the group; not available if this machine or this user can't limit the CPU. */
  static CpuLimit open() {
    boolean isUnified = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path parent = isUnified ? ROOT : ROOT.resolve("cpu");
    Path group = parent.resolve("chime-retention-bench-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(group);
      if (isUnified) {
        Files.writeString(group.resolve("cpu.max"), QUOTA_MICROS + " " + PERIOD_MICROS);
      } else {
        Files.writeString(group.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
        Files.writeString(group.resolve("cpu.cfs_quota_us"), QUOTA_MICROS);
      }
      return new CpuLimit(group, true);
    } catch (IOException e) {
      return new CpuLimit(group, false);
    }
  }

  /** Limits a process with all its threads. */
  void hold(long pid) throws IOException {
    Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
  }

  /** Removes the group, which the kernel allows once the processes in it have ended. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(group);
  }
}
