package io.github.chimeretention.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder with a function's code, as {@code /var/task} on Lambda. */
public record FunctionCode(Path folder) {
  /** Extracts an archive in place of what the folder holds. */
  public void extract(Path archive) {
    delete();
    try (FileSystem zip = FileSystems.newFileSystem(archive);
        Stream<Path> entries = Files.walk(zip.getPath("/"))) {
      Files.createDirectories(folder.getParent());
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Files.copy(entry, folder.resolve(entry.toString().substring(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The function's code can't be extracted: " + archive, e);
    }
  }

  void delete() {
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.of()) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The function's code can't be deleted: " + folder, e);
    }
  }
}
