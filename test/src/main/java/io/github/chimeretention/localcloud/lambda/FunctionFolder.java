package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is kept of a function between runs: its configuration, where its code is, and its log. */
record FunctionFolder(Path folder) {
  record Stored(
      FunctionConfiguration configuration, EventInvokeConfig eventInvokeConfig, String code) {}

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

  /** All that the instances write, and what Lambda itself says of them. */
  Path log() {
    return folder.resolve("log.txt");
  }

  /** Forgets the function. Its log stays, as its log group's data would. */
  void delete() {
    file().delete();
  }

  private JsonFile<Stored> file() {
    return new JsonFile<>(folder.resolve("function.json"), new TypeReference<>() {});
  }
}
