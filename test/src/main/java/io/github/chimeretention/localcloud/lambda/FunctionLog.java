package io.github.chimeretention.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** All that a function's instances write, and what Lambda itself says of them, in one file. */
public record FunctionLog(Path file) {
  ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("The function's log can't be read: " + file, e);
    }
  }

  /** What Lambda says of an attempt that failed. */
  void append(Invocation invocation, String error) {
    try {
      Files.writeString(
          file,
          "Attempt %d at %s: %s%n".formatted(invocation.attempt(), invocation.requestId(), error),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The function's log can't be written: " + file, e);
    }
  }
}
