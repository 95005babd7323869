package io.github.chimeretention.localcloud.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Values kept as JSON in a file: either a single value, which is replaced as a whole, or several,
 * each added as a line.
 */
public final class JsonFile<T> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final TypeReference<T> type;

  public JsonFile(Path file, TypeReference<T> type) {
    this.file = file;
    this.type = type;
  }

  public Optional<T> read() {
    return use(
        () ->
            Files.exists(file)
                ? Optional.of(JSON.readValue(file.toFile(), type))
                : Optional.empty());
  }

  /** All values that were added, except a line that was cut off when its process ended. */
  public List<T> readAll() {
    List<String> lines =
        use(() -> Files.exists(file) ? Files.readAllLines(file) : List.<String>of());
    return lines.stream().flatMap(line -> parse(line).stream()).toList();
  }

  /** Replaces the file's content atomically, so that readers never see a part of it. */
  public void write(T value) {
    use(
        () -> {
          Path written = file.resolveSibling(file.getFileName() + ".new");
          Files.createDirectories(file.toAbsolutePath().getParent());
          Files.writeString(written, line(value));
          return Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        });
  }

  public void add(T value) {
    use(
        () ->
            Files.writeString(
                file, "\n" + line(value), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  public void delete() {
    use(() -> Files.deleteIfExists(file));
  }

  private Optional<T> parse(String line) {
    try {
      return Optional.of(JSON.readValue(line, type));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private String line(T value) throws JsonProcessingException {
    return JSON.writerFor(type).writeValueAsString(value);
  }

  private interface Access<R> {
    R run() throws IOException;
  }

  private synchronized <R> R use(Access<R> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The local cloud's state can't be read or written: " + file, e);
    }
  }
}
