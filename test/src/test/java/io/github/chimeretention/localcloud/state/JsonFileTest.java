package io.github.chimeretention.localcloud.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file of JSON")
class JsonFileTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("has all values that were added, except one that was cut off")
  void cutOff() throws IOException {
    Path path = folder.resolve("values.jsonl");
    JsonFile<String> file = new JsonFile<>(path, new TypeReference<>() {});
    file.add("one");
    Files.writeString(path, "\n\"tw", StandardOpenOption.APPEND);
    file.add("three");
    assertThat(file.readAll()).containsExactly("one", "three");
  }
}
