package io.github.chimeretention.lambda.invocation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes text fit for the log and for a response: without secrets, on one line, and of bounded
 * length. A secret is found however it is quoted: percent-encoded, with JSON's escapes, or broken
 * over lines. Thread-safe.
 */
public final class PublicText {
  private static final int MAX_LENGTH = 4000;
  private static final String ELLIPSIS = "…";

  /** What stands for one character; a percent sign may be encoded as often as the text was. */
  private static final Pattern QUOTED =
      Pattern.compile("(?:%(?:25)*|\\\\u00)(\\p{XDigit}{2})|\\\\[bfnrt]|\\\\?(.)", Pattern.DOTALL);

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private final List<String> secrets;

  /** Makes a filter of secrets; one that is too short to be one is left out. */
  public PublicText(Collection<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= 8)
            .map(secret -> new Unquoted(secret).characters.toString())
            .toList();
  }

  /** Returns the credentials in an environment, which are secrets. */
  public static List<String> credentials(Map<String, String> environment) {
    return Stream.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        .map(name -> environment.getOrDefault(name, ""))
        .toList();
  }

  /** Returns the text without secrets and control characters, and of bounded length. */
  public String line(String text) {
    Unquoted unquoted = new Unquoted(text);
    for (String secret : secrets) {
      unquoted = unquoted.without(secret);
    }
    // Shortened first: of a text of megabytes, the rest is not worth its time.
    Matcher invisible = INVISIBLE.matcher(shortened(unquoted.text, MAX_LENGTH));
    String line = invisible.replaceAll(it -> String.format("\\\\u%04x", it.group().codePointAt(0)));
    return shortened(line, MAX_LENGTH);
  }

  /** Returns the start of a text that is longer than it may be. */
  public static String shortened(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    int end = Math.max(0, maxLength - ELLIPSIS.length());
    boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splitsPair ? end - 1 : end) + ELLIPSIS;
  }

  /** The visible ASCII characters of a text without their quoting, and where each of them stood. */
  private static final class Unquoted {
    private final String text;
    private final StringBuilder characters = new StringBuilder();
    private final int[] starts;
    private final int[] ends;

    Unquoted(String text) {
      this.text = text;
      starts = new int[text.length()];
      ends = new int[text.length()];
      Matcher quoted = QUOTED.matcher(text);
      while (quoted.find()) {
        char character =
            quoted.group(1) != null
                ? (char) Integer.parseInt(quoted.group(1), 16)
                : quoted.group(2) != null ? quoted.group(2).charAt(0) : '\n';
        if (character > ' ' && character <= '~') {
          starts[characters.length()] = quoted.start();
          ends[characters.length()] = quoted.end();
          characters.append(character);
        }
      }
    }

    Unquoted without(String secret) {
      StringBuilder kept = new StringBuilder();
      int from = 0;
      int at = -secret.length();
      while ((at = characters.indexOf(secret, at + secret.length())) >= 0) {
        kept.append(text, from, starts[at]).append("***");
        from = ends[at + secret.length() - 1];
      }
      return from == 0 ? this : new Unquoted(kept.append(text, from, text.length()).toString());
    }
  }
}
