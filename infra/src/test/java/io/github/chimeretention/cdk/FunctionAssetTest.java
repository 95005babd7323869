package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.app;
import static io.github.chimeretention.cdk.Stacks.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;

@DisplayName("The function's code")
class FunctionAssetTest {
  @Test
  @DisplayName("has the same hash, in byte for byte the same template, in every synthesis")
  void stable(@TempDir Path one, @TempDir Path other) {
    synthesize(one, Map.of());
    synthesize(other, Map.of());

    assertThat(one.resolve("Stack.template.json"))
        .hasSameBinaryContentAs(other.resolve("Stack.template.json"));
    assertThat(asset(one).getFileName()).isEqualTo(asset(other).getFileName());
  }

  @Test
  @DisplayName("is the packaged jar, byte for byte")
  void same_bytes(@TempDir Path assembly) throws IOException {
    synthesize(assembly, Map.of());

    try (InputStream jar =
        RetentionProvider.class.getResourceAsStream("chime-retention-lambda.jar")) {
      assertThat(asset(assembly)).hasBinaryContent(jar.readAllBytes());
    }
  }

  @Test
  @DisplayName("contains the handler's class")
  void handler(@TempDir Path assembly) throws IOException {
    Stack stack = synthesize(assembly, Map.of());
    String handler = Stacks.properties(stack, "AWS::Lambda::Function").get("Handler").toString();
    String entry = handler.substring(0, handler.indexOf(':')).replace('.', '/') + ".class";

    try (ZipFile jar = new ZipFile(asset(assembly).toFile())) {
      assertThat(jar.getEntry(entry)).isNotNull();
    }
  }

  @Test
  @DisplayName("is referenced instead of copied to the assembly if staging is disabled")
  void without_staging(@TempDir Path assembly) throws IOException {
    synthesize(assembly, Map.of("aws:cdk:disable-asset-staging", true));

    assertThat(list(assembly, "asset.")).isEmpty();
    JsonNode manifest = new ObjectMapper().readTree(assembly.resolve("Stack.assets.json").toFile());
    List<String> jars =
        manifest.path("files").findValuesAsText("path").stream()
            .filter(path -> path.endsWith(".jar"))
            .toList();
    assertThat(jars).hasSize(1);
    Files.delete(assembly.resolve(jars.get(0)));
  }

  private static Stack synthesize(Path assembly, Map<String, Object> context) {
    Stack stack = new Stack(app(assembly, context), "Stack");
    settings(stack, "Retention").build();
    Stacks.synthesize(stack);
    return stack;
  }

  private static Path asset(Path assembly) {
    List<Path> jars = list(assembly, "asset.");
    assertThat(jars).hasSize(1);
    return jars.get(0);
  }

  private static List<Path> list(Path directory, String prefix) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
