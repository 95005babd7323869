package io.github.chimeretention.localcloud.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder with the state of this version of the local cloud. Only one process at a time may write;
 * the folder is released when that process ends.
 */
public final class StateFolder implements AutoCloseable {
  /** The file's name changes with the format of the state. */
  private static final String LOCK = "lock-7";

  private final FileChannel lock;

  /** Locks the folder for this process. */
  public StateFolder(Path folder) {
    requireThisVersion(folder);
    try {
      Files.createDirectories(folder);
      lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree()) {
        lock.close();
        throw new IllegalStateException(
            "Another local cloud uses " + folder + "; stop it or wait until it has ended");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The local cloud's folder can't be used: " + folder, e);
    }
  }

  /** Checks that the state of a folder can be read, even while another process uses it. */
  public static void requireThisVersion(Path folder) {
    if (Files.exists(folder.resolve("stacks")) && !Files.exists(folder.resolve(LOCK))) {
      throw new IllegalStateException(
          folder + " has the state of another version of the local cloud; delete it");
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The local cloud's folder can't be released", e);
    }
  }

  private boolean isFree() throws IOException {
    try {
      FileLock unused = lock.tryLock();
      return unused != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
