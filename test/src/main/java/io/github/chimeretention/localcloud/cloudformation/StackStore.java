package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The stacks, each in a file. */
record StackStore(Path folder) {
  private static final String SUFFIX = ".json";

  Optional<StackState> read(String stackName) {
    return file(stackName).read();
  }

  void write(StackState state) {
    if (state.status() == StackStatus.DELETE_COMPLETE) {
      file(state.stack().stackName()).delete();
    } else {
      file(state.stack().stackName()).write(state);
    }
  }

  List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The stacks can't be listed: " + folder, e);
    }
  }

  private JsonFile<StackState> file(String stackName) {
    return new JsonFile<>(folder.resolve(stackName + SUFFIX), new TypeReference<>() {});
  }
}
