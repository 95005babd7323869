package io.github.chimeretention.localcloud.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps the state of one version of the local cloud from being read by another. */
public final class StateVersion {
  private static final String CURRENT = "2";
  private static final String FILE = "version";

  private StateVersion() {}

  /** Puts the state of another version aside; gives the folder in which it is then, if any was. */
  public static Optional<Path> check(Path folder) {
    Path version = folder.resolve(FILE);
    try {
      if (Files.exists(version) && Files.readString(version).equals(CURRENT)) {
        return Optional.empty();
      }
      Optional<Path> aside = putAside(folder);
      Files.writeString(version, CURRENT);
      return aside;
    } catch (IOException e) {
      throw new UncheckedIOException("The local cloud's state can't be used: " + folder, e);
    }
  }

  private static Optional<Path> putAside(Path folder) throws IOException {
    List<Path> state;
    try (Stream<Path> files = Files.list(folder)) {
      state =
          files
              .filter(file -> !file.endsWith(FolderLock.FILE))
              .filter(file -> !file.getFileName().toString().startsWith("old-"))
              .toList();
    }
    if (state.isEmpty()) {
      return Optional.empty();
    }
    Path aside = Files.createTempDirectory(folder, "old-");
    for (Path file : state) {
      Files.move(file, aside.resolve(file.getFileName()));
    }
    return Optional.of(aside);
  }
}
