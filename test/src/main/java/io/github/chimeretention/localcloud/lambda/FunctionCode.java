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
 * Functions' code, extracted into a folder. What is the code of several functions is there once: to
 * write thousands of classes takes longer than all else that a function's creation needs.
 */
public record FunctionCode(Path folder) {
  /** Has an archive's content in the folder; gives its name. */
  String of(Path archive) {
    try {
      String name = archive.getFileName() + "-" + Files.getLastModifiedTime(archive).toMillis();
      if (!Files.exists(taskRoot(name))) {
        Files.createDirectories(folder);
        // Moved at its end: an extraction that was interrupted is none.
        Path extracted = folder.resolve("extracting-" + UUID.randomUUID());
        extract(archive, extracted);
        Files.move(extracted, taskRoot(name), StandardCopyOption.ATOMIC_MOVE);
      }
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException("The function's code can't be extracted: " + archive, e);
    }
  }

  /** Where a function finds its code, as {@code /var/task} on Lambda. */
  Path taskRoot(String name) {
    return folder.resolve(name).toAbsolutePath();
  }

  /** Extracts an archive into a folder that is not there yet. */
  public static void extract(Path archive, Path target) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(archive);
        Stream<Path> entries = Files.walk(zip.getPath("/"))) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Files.copy(entry, target.resolve(entry.toString().substring(1)));
      }
    }
  }
}
