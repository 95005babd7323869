package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is kept of a function between runs: its configuration and its code. */
public record FunctionFolder(Path folder) {
  /** A function without its code. */
  record Stored(FunctionConfiguration configuration, int maximumRetryAttempts) {}

  /** The functions in a folder, each with a folder of its own. */
  static List<FunctionFolder> all(Path folder) {
    try (Stream<Path> folders = Files.isDirectory(folder) ? Files.list(folder) : Stream.of()) {
      return folders.map(FunctionFolder::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The functions can't be listed: " + folder, e);
    }
  }

  Optional<Stored> read() {
    return file().read();
  }

  void write(Stored stored) {
    file().write(stored);
  }

  /** Where the code is, as in {@code /var/task} on Lambda. */
  Path taskRoot() {
    return folder.resolve("task").toAbsolutePath();
  }

  /** Forgets the function. */
  void delete() {
    file().delete();
    delete(taskRoot());
  }

  /** Extracts an archive in place of what a folder holds. */
  public static void extract(Path archive, Path target) {
    delete(target);
    try (FileSystem zip = FileSystems.newFileSystem(archive);
        Stream<Path> entries = Files.walk(zip.getPath("/"))) {
      Files.createDirectories(target.getParent());
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Files.copy(entry, target.resolve(entry.toString().substring(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The function's code can't be extracted: " + archive, e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.of()) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The function's code can't be deleted: " + folder, e);
    }
  }

  private JsonFile<Stored> file() {
    return new JsonFile<>(folder.resolve("function.json"), new TypeReference<>() {});
  }
}
