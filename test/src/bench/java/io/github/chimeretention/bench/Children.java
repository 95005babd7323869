package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The processes that the benchmark started and that still run; none of them outlives it. */
final class Children implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  Children() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-children"));
  }

  Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    running.add(process);
    return process;
  }

  /** Ends a process, by force where it does not heed the request. */
  void end(Process process, Duration patience) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      force(process);
      process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    }
    running.remove(process);
  }

  /** Runs a command to its end and returns what it printed. */
  String run(ProcessBuilder builder, Path log, Duration limit)
      throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = start(builder);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("Not done in time: " + command(builder) + ", see " + log);
      }
      if (process.exitValue() != 0) {
        throw new IOException("Failed: " + command(builder) + ", see " + log);
      }
      return Files.readString(log);
    } finally {
      force(process);
      running.remove(process);
    }
  }

  @Override
  public void close() {
    running.forEach(Children::force);
  }

  private static void force(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String command(ProcessBuilder builder) {
    List<String> command = builder.command();
    return Path.of(command.get(0)).getFileName() + " … " + command.get(command.size() - 1);
  }
}
