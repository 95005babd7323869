package io.github.chimeretention.localcloud.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Values kept as JSON in a file that grows by a line for each; half a line at its end is none. */
public final class JsonLines<T> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final TypeReference<T> type;
  private final ObjectWriter writer;

  public JsonLines(Path file, TypeReference<T> type) {
    this.file = file;
    this.type = type;
    writer = JSON.writerFor(type);
  }

  public synchronized List<T> read() {
    List<T> values = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          values.add(JSON.readValue(line, type));
        }
      }
      return values;
    } catch (JsonProcessingException e) {
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("The local cloud's state can't be read: " + file, e);
    }
  }

  public synchronized void append(T value) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          writer.writeValueAsString(value) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The local cloud's state can't be written: " + file, e);
    }
  }

  public synchronized void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The local cloud's state can't be deleted: " + file, e);
    }
  }
}
