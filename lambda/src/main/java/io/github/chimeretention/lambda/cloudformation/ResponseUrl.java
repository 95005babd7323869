package io.github.chimeretention.lambda.cloudformation;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pre-signed URL that the response is put to. Whoever knows it can respond in the function's
 * place, so it is a secret: it is in no message and no string of this class.
 */
public final class ResponseUrl {
  /** <i>Amazon S3 User Guide, Virtual hosting of general purpose buckets</i>. */
  private static final Pattern S3 =
      Pattern.compile(
          "https://([a-z0-9.-]+\\.)?s3(\\.dualstack)?([.-][a-z]{2}(-[a-z]+)+-[0-9]+)?\\.amazonaws\\.com");

  private static final Pattern LOOPBACK =
      Pattern.compile("https?://(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?");

  /** <i>Amazon S3 API Reference, Authenticating Requests: Using Query Parameters</i>. */
  private static final Pattern SIGNED_AT = Pattern.compile("(?:^|&)X-Amz-Date=([0-9TZ]+)(?:&|$)");

  private static final DateTimeFormatter BASIC_ISO_8601 =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final URI uri;

  private ResponseUrl(URI uri) {
    this.uri = uri;
  }

  /**
   * Reads the {@code ResponseURL} of an event.
   *
   * @param allowsLoopback whether stand-ins for AWS are called, which are on loopback
   * @return empty if it is not an HTTPS URL of Amazon S3, or of loopback where that is allowed
   */
  public static Optional<ResponseUrl> of(String url, boolean allowsLoopback) {
    try {
      URI uri = new URI(String.valueOf(url)).parseServerAuthority();
      String origin = (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
      return S3.matcher(origin).matches() || (allowsLoopback && LOOPBACK.matcher(origin).matches())
          ? Optional.of(new ResponseUrl(uri))
          : Optional.empty();
    } catch (URISyntaxException e) {
      // Its message quotes the URL.
      return Optional.empty();
    }
  }

  /** Returns when CloudFormation signed it, empty if it does not say. */
  public Optional<Instant> signedAt() {
    Matcher signedAt = SIGNED_AT.matcher(query());
    try {
      return signedAt.find()
          ? Optional.of(BASIC_ISO_8601.parse(signedAt.group(1), Instant::from))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns what must not be printed. */
  public List<String> secrets() {
    return List.of(uri.toString(), query());
  }

  URI uri() {
    return uri;
  }

  private String query() {
    return uri.getRawQuery() == null ? "" : uri.getRawQuery();
  }

  @Override
  public String toString() {
    return "the response URL";
  }
}
