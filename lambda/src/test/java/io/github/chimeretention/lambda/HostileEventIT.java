package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
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
    Seeds.of(2_000)
        .forEach(
            seed ->
                assertThat(
                        check(seed, new HostileEvents(type, new SplittableRandom(seed)).refused()))
                    .as("seed %d", seed)
                    .isIn(ExpectedOutcome.FAILED, ExpectedOutcome.NO_RESPONSE));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("of any ids and bytes has an effect only if it is a good one, and gets one response")
  void any(ResourceUnderTest type) {
    Seeds.of(2_000)
        .forEach(seed -> check(seed, new HostileEvents(type, new SplittableRandom(seed)).any()));
  }

  private ExpectedOutcome check(long seed, byte[] event) {
    try {
      return hostileEvents.check(event);
    } catch (IOException | RuntimeException | AssertionError e) {
      return fail("seed %d, %s", seed, new String(event, UTF_8), e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @DisplayName("that fuzzing has found is handled as any other")
  void found(Path event) throws IOException {
    hostileEvents.check(Files.readAllBytes(event));
  }

  static List<Path> found() throws IOException {
    try (Stream<Path> events = Files.list(INPUTS)) {
      return events.sorted(Comparator.naturalOrder()).toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @DisplayName("of up to six megabytes, or nested without end, gets its failure")
  void huge(String what, String value) throws IOException {
    for (String member : List.of("RequestType", "ResourceType", "ResourceProperties")) {
      byte[] event =
          new HostileEvents(ResourceUnderTest.APP_INSTANCE, new SplittableRandom(0))
              .with(member, value);
      assertThat(hostileEvents.check(event)).as(member).isEqualTo(ExpectedOutcome.FAILED);
    }
  }

  static Stream<Object[]> huge() {
    int most = 5_900_000;
    return Stream.of(
        new Object[] {"a text", '"' + "x".repeat(most) + '"'},
        new Object[] {"control characters", '"' + "\\u0000".repeat(most / 6) + '"'},
        new Object[] {"encoded percent signs", '"' + "%25".repeat(most / 3) + '"'},
        new Object[] {"backslashes", '"' + "\\\\".repeat(most / 2) + '"'},
        new Object[] {"digits", "9".repeat(most)},
        new Object[] {"arrays", "[".repeat(most / 2) + "]".repeat(most / 2)},
        new Object[] {"objects", "{\"a\":".repeat(most / 6) + "1" + "}".repeat(most / 6)},
        new Object[] {"a thousand levels", "{\"a\":".repeat(1000) + "1" + "}".repeat(1000)},
        new Object[] {"a long name", "{\"" + "x".repeat(60_000) + "\": 1}"},
        new Object[] {"spaces", " ".repeat(most) + "1"},
        new Object[] {"response URLs", '"' + HostileEvents.URL.repeat(most / 120) + '"'});
  }
}
