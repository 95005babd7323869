package io.github.chimeretention.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/** The file with the events of a log group. What a function may not write there is lost. */
record FunctionLog(Path file, BooleanSupplier allowed) {
  void append(byte[] text) {
    if (!allowed.getAsBoolean()) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The function's log can't be written", e);
    }
  }
}
