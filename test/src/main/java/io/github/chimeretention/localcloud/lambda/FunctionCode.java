package io.github.chimeretention.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The functions' code, extracted into a folder. Functions with the same code share it, because
 * writing thousands of classes takes longer than the rest of a function's creation.
 */
public record FunctionCode(Path folder) {
  /** Extracts an archive into the folder, if it isn't there; returns its name. */
  public String of(Path archive) {
    try {
      String name = archive.getFileName() + "-" + Files.getLastModifiedTime(archive).toMillis();
      if (!Files.exists(taskRoot(name))) {
        Files.createDirectories(folder);
        // Moved at the end, so that an interrupted extraction has no effect.
        Path extracted = folder.resolve("extracting-" + UUID.randomUUID());
        extract(archive, extracted);
        Files.move(extracted, taskRoot(name), StandardCopyOption.ATOMIC_MOVE);
      }
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException("The function's code can't be extracted: " + archive, e);
    }
  }

  /** The folder of a function's code, like {@code /var/task} on Lambda. */
  public Path taskRoot(String name) {
    return folder.resolve(name).toAbsolutePath();
  }

  /** Extracts an archive into a new folder. */
  public static void extract(Path archive, Path target) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(archive);
        Stream<Path> entries = Files.walk(zip.getPath("/"))) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Files.copy(entry, target.resolve(entry.toString().substring(1)));
      }
    }
  }
}
