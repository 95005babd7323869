package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A hostile event")
class HostileEventIT {
  /** What the fuzzing has found, and what it starts from. */
  private static final Path INPUTS =
      Path.of("src/test/resources/io/github/chimeretention/lambda/HostileEventFuzzInputs/check");

  private final HostileEventCheck hostileEvents = new HostileEventCheck();

  @ParameterizedTest
  @EnumSource
  @DisplayName("that can't be done gets one clear response at most, and has no effect")
  void refused(ResourceUnderTest type) {
    check(type, HostileEvents::refused, "FAILED", "");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("that can be done is done whatever its ids are")
  void ofAnyIds(ResourceUnderTest type) {
    check(type, HostileEvents::ofAnyIds, "SUCCESS");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("of any bytes has an effect only if it is a good one, and gets one response")
  void ofAnyBytes(ResourceUnderTest type) {
    check(type, HostileEvents::ofAnyBytes, "SUCCESS", "FAILED", "");
  }

  private void check(
      ResourceUnderTest type, Function<HostileEvents, byte[]> events, String... statuses) {
    Seeds.of(1_000)
        .forEach(
            seed -> {
              byte[] event = events.apply(new HostileEvents(type, new SplittableRandom(seed)));
              try {
                assertThat(hostileEvents.check(event)).isIn((Object[]) statuses);
              } catch (IOException | RuntimeException | AssertionError e) {
                fail("seed %d, %s", seed, new String(event, UTF_8), e);
              }
            });
  }

  @Test
  @DisplayName("that fuzzing has found is handled as any other")
  void found() throws IOException {
    try (Stream<Path> events = Files.list(INPUTS)) {
      for (Path event : events.toList()) {
        assertThat(hostileEvents.check(Files.readAllBytes(event))).as("%s", event).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  @DisplayName("of up to six megabytes, or nested without end, gets its failure")
  void huge(String value) throws IOException {
    for (String member : new String[] {"ResourceType", "ResourceProperties"}) {
      byte[] event =
          new HostileEvents(ResourceUnderTest.APP_INSTANCE, new SplittableRandom(0))
              .with(member, value);
      assertThat(hostileEvents.check(event)).as(member).isEqualTo("FAILED");
    }
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
        Named.of("response URLs", '"' + HostileEvents.URL.repeat(most / 120) + '"'));
  }
}
