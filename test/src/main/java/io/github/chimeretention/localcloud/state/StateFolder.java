package io.github.chimeretention.localcloud.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with the state of this version of the local cloud, for one process at a time: it is free
 * again when that ends.
 */
public final class StateFolder implements AutoCloseable {
  private static final String CURRENT = "6";
  private static final String LOCK = "lock";
  private static final String OLD = "old-";

  private final FileChannel lock;
  private final Optional<Path> putAside;

  public StateFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree()) {
        lock.close();
        throw new IllegalStateException(
            "Another local cloud uses " + folder + "; end it, or wait until it has ended");
      }
      Path version = folder.resolve("version");
      boolean isCurrent = Files.exists(version) && Files.readString(version).equals(CURRENT);
      putAside = isCurrent ? Optional.empty() : putAside(folder);
      Files.writeString(version, CURRENT);
    } catch (IOException e) {
      throw new UncheckedIOException("The local cloud's folder can't be used: " + folder, e);
    }
  }

  /** Where the state of another version is now that was found in the folder. */
  public Optional<Path> putAside() {
    return putAside;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The local cloud's folder can't be freed", e);
    }
  }

  private boolean isFree() throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static Optional<Path> putAside(Path folder) throws IOException {
    List<Path> state;
    try (Stream<Path> files = Files.list(folder)) {
      state =
          files
              .filter(
                  file -> !file.endsWith(LOCK) && !file.getFileName().toString().startsWith(OLD))
              .toList();
    }
    if (state.isEmpty()) {
      return Optional.empty();
    }
    Path aside = Files.createTempDirectory(folder, OLD);
    for (Path file : state) {
      Files.move(file, aside.resolve(file.getFileName()));
    }
    return Optional.of(aside);
  }
}
