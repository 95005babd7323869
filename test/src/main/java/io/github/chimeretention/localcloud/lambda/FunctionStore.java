package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The functions' files: a folder for each with its configuration, its code and its log. */
record FunctionStore(Path folder) {
  List<StoredFunction> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> functions = Files.list(folder)) {
      return functions.flatMap(function -> file(function).read().stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The functions can't be listed: " + folder, e);
    }
  }

  void save(LambdaFunction function) {
    Path of = folder.resolve(function.configuration().functionName());
    file(of).write(new StoredFunction(function.configuration(), function.eventInvokeConfig()));
  }

  /** Forgets a function. Its log stays, as its log group's data would. */
  void delete(String functionName) {
    file(folder.resolve(functionName)).delete();
    taskRoot(functionName).delete();
  }

  TaskRoot taskRoot(String functionName) {
    return new TaskRoot(folder.resolve(functionName).resolve("task").toAbsolutePath());
  }

  FunctionLog log(String functionName) {
    return new FunctionLog(folder.resolve(functionName).resolve("log.txt"));
  }

  private static JsonFile<StoredFunction> file(Path function) {
    return new JsonFile<>(function.resolve("function.json"), new TypeReference<>() {});
  }
}
