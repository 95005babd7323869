package io.github.chimeretention.localcloud.state;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A value kept as JSON in a file, which is replaced as a whole: a reader never sees half of it. */
public final class JsonFile<T> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final TypeReference<T> type;

  public JsonFile(Path file, TypeReference<T> type) {
    this.file = file;
    this.type = type;
  }

  public synchronized Optional<T> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), type));
    } catch (IOException e) {
      throw new UncheckedIOException("The local cloud's state can't be read: " + file, e);
    }
  }

  public synchronized void write(T value) {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      JSON.writeValue(written.toFile(), value);
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
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
