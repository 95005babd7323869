package io.github.chimeretention.lambda.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A text for people")
class PublicTextTest {
  private static final String SECRET = "wJalr/K7+EXAMPLE=";
  private static final String QUERY = "X-Amz-Credential=AKIA%2Fus&X-Amz-Signature=5ec2e7";
  private final PublicText text = new PublicText(List.of(SECRET, QUERY));

  @ParameterizedTest
  @ValueSource(
      strings = {
        SECRET,
        "wJalr%2FK7%2BEXAMPLE%3D",
        QUERY,
        "X-Amz-Credential%3DAKIA%252Fus%26X-Amz-Signature%3D5ec2e7",
      })
  @DisplayName("contains no secret")
  void redacted(String quoted) {
    assertThat(text.line("before " + quoted + " after " + quoted + "."))
        .isEqualTo("before *** after ***.");
  }

  @Test
  @DisplayName("keeps everything that is not a secret")
  void kept() {
    String harmless = "100 % of \\\\x \\u00zz %zz wJalr/K7+EXAMPLE 5ec2e7 \"q\" é 漢 😀";

    assertThat(text.line(harmless)).isEqualTo(harmless);
  }

  @ParameterizedTest
  @CsvSource({"1234567, false", "12345678, true"})
  @DisplayName("keeps secrets that are too short to be real")
  void tooShort(String secret, boolean redacted) {
    assertThat(new PublicText(List.of(secret)).line(secret)).isEqualTo(redacted ? "***" : secret);
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\u001b', '\u0000', '\t', '\n', '\r', '\u007f',
        '\u009b', '\u0085', '\u202e', '\u2066', '\u200f', '\u2028',
        '\u2029', '\ufeff', '\ud800', '\udc00', '\ue000'
      })
  @DisplayName("is one line, with control characters and broken surrogates escaped")
  void escaped(char character) {
    assertThat(text.line("a" + character + "b")).isEqualTo("a\\u%04xb".formatted((int) character));
  }

  @Test
  @DisplayName("is shortened last, so that no part of a secret and no long escape remains")
  void shortenedLast() {
    assertThat(text.line("x".repeat(3990) + SECRET)).isEqualTo("x".repeat(3990) + "***");
    assertThat(text.line("\n".repeat(4000))).hasSize(4000).endsWith("\\u000a\\u0…");
  }

  @ParameterizedTest
  @CsvSource({
    "abcd, 4, abcd",
    "abcd, 3, ab…",
    "abcd, 1, …",
    "abcd, 0, …",
    "a😀b, 3, a…",
    "a😀b, 4, a😀b",
    "😀b, 2, …",
    "a😀😀, 4, a😀…"
  })
  @DisplayName("is shortened between characters, and ends with an ellipsis")
  void shortened(String whole, int maxLength, String shortened) {
    assertThat(PublicText.shortened(whole, maxLength)).isEqualTo(shortened);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.049S, 0 s",
    "PT0.05S, 0.1 s",
    "PT3.7S, 3.7 s",
    "PT59.97S, 1 min",
    "PT12M1S, 12 min 1 s",
    "PT1H, 1 h",
    "P1DT2M3.25S, 24 h 2 min 3.3 s",
  })
  @DisplayName("has durations with units, rounded to a tenth of a second")
  void duration(Duration duration, String expected) {
    assertThat(PublicText.duration(duration)).isEqualTo(expected);
  }
}
