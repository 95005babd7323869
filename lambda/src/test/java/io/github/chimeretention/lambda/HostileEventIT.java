package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A hostile event")
class HostileEventIT {
  /** The seed events for fuzzing, and its findings. */
  private static final Path INPUTS =
      Path.of("src/test/resources/io/github/chimeretention/lambda/HostileEventFuzzInputs/check");

  private static final Pattern VALUE = Pattern.compile("(?<=\": )(\"[^\"]*\"|[0-9]+)");

  /** Values that no property allows; the first becomes a k in lower case. */
  private static final List<String> VALUES =
      List.of(
          """
          "\\u212a1" null true 0 -1 1e999 5476 30.0 3e1 [] {} ["Create"] {"Ref":"AWS::StackId"}
          "" "\\u0020" "\\u002030" "\\u0663\\u0660" "create" "Create\\u0020" "." ".." "\\u0007"
          "https:" "//example.com/r" "file:///etc/passwd" "http://127.0.0.1/r" "\\ud800"
          "http://responses.s3.amazonaws.com/r" "https://responses.s3.amazonaws.com@example.com/r"
          """
              .split("\\s+"));

  private final HostileEventCheck hostileEvents = new HostileEventCheck();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account-create", "account-update", "account-delete",
        "app-instance-create", "app-instance-update", "app-instance-delete"
      })
  @DisplayName("with changed values or bytes gets one response, and writes only its own values")
  void changed(String name) throws IOException {
    String good = Files.readString(INPUTS.resolve(name + ".json"));
    assertThat(hostileEvents.check(good.getBytes(UTF_8))).isEqualTo("SUCCESS");
    Seeds.of(500)
        .forEach(
            seed -> {
              RandomGenerator random = new SplittableRandom(seed);
              byte[] event = random.nextBoolean() ? otherValues(good, random) : bytes(good, random);
              try {
                hostileEvents.check(event);
              } catch (IOException | RuntimeException | AssertionError e) {
                fail("seed %d, %s", seed, new String(event, ISO_8859_1), e);
              }
            });
  }

  private static byte[] otherValues(String good, RandomGenerator random) {
    return VALUE
        .matcher(good)
        .replaceAll(
            it ->
                Matcher.quoteReplacement(
                    random.nextInt(6) > 0 ? it.group() : VALUES.get(random.nextInt(VALUES.size()))))
        .getBytes(UTF_8);
  }

  private static byte[] bytes(String good, RandomGenerator random) {
    byte[] bytes = good.getBytes(UTF_8);
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x100);
    }
    return bytes;
  }

  @Test
  @DisplayName("that fuzzing found is handled like any other")
  void found() throws IOException {
    try (Stream<Path> events = Files.list(INPUTS)) {
      for (Path event : events.toList()) {
        assertThat(hostileEvents.check(Files.readAllBytes(event))).as("%s", event).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  @DisplayName("of up to six megabytes, or with endless nesting, gets a FAILED response")
  void huge(String value) throws IOException {
    String good = Files.readString(INPUTS.resolve("app-instance-create.json"));
    String event =
        good.replaceFirst("(?<=\"ResourceType\": )\"[^\"]*\"", Matcher.quoteReplacement(value));
    assertThat(hostileEvents.check(event.getBytes(UTF_8))).isEqualTo("FAILED");
  }

  static Stream<Named<String>> huge() {
    int most = 5_900_000;
    return Stream.of(
        Named.of("a text", '"' + "x".repeat(most) + '"'),
        Named.of("control characters", '"' + "\\u0000".repeat(most / 6) + '"'),
        Named.of("encoded percent signs", '"' + "%25".repeat(most / 3) + '"'),
        Named.of("backslashes", '"' + "\\\\".repeat(most / 2) + '"'),
        Named.of("objects", "{\"a\":".repeat(most / 6) + "1" + "}".repeat(most / 6)),
        Named.of("spaces", " ".repeat(most) + "1"),
        Named.of("response URLs", '"' + HostileEventCheck.URL.repeat(most / 120) + '"'));
  }
}
