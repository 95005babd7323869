package io.github.chimeretention.lambda.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prepares text for the log and for responses: without secrets, on one line, and of limited length.
 * A service that rejects a signature quotes the signed text, including credentials. Thread-safe.
 */
public final class PublicText {
  private static final int MAX_LENGTH = 4000;
  private static final String ELLIPSIS = "…";

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private final List<String> secrets;

  /** Hides these secrets, also when percent-encoded; ignores those under 8 characters. */
  public PublicText(Collection<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= 8)
            .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, UTF_8)))
            .toList();
  }

  /** Returns the credentials in an environment. */
  public static List<String> credentials(Map<String, String> environment) {
    return Stream.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        .map(name -> environment.getOrDefault(name, ""))
        .toList();
  }

  /** Returns the text without secrets, with control characters escaped, and of limited length. */
  public String line(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, "***");
    }
    // Shorten first, because escaping megabytes of text takes long.
    Matcher invisible = INVISIBLE.matcher(shortened(redacted, MAX_LENGTH));
    String line = invisible.replaceAll(it -> String.format("\\\\u%04x", it.group().codePointAt(0)));
    return shortened(line, MAX_LENGTH);
  }

  /** Returns a duration to a tenth of a second, such as 12 min 3.7 s. */
  public static String duration(Duration duration) {
    String iso = Duration.ofMillis((duration.toMillis() + 50) / 100 * 100).toString();
    return iso.substring(2).replace("H", " h ").replace("M", " min ").replace("S", " s").strip();
  }

  /** Returns the text, cut and ended with an ellipsis if it is longer than the maximum. */
  public static String shortened(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    int end = Math.max(0, maxLength - ELLIPSIS.length());
    boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splitsPair ? end - 1 : end) + ELLIPSIS;
  }
}
