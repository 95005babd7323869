package io.github.chimeretention.lambda.cloudformation;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The pre-signed URL for the response. Anyone who knows it can respond in the function's place, so
 * it is a secret.
 */
public final class ResponseUrl {
  /** <i>Amazon S3 User Guide, Virtual hosting of general purpose buckets</i>. */
  private static final Pattern S3 =
      Pattern.compile(
          "https://([a-z0-9.-]+\\.)?s3(\\.dualstack)?([.-][a-z]{2}(-[a-z]+)+-[0-9]+)?\\.amazonaws\\.com");

  private static final Pattern LOOPBACK =
      Pattern.compile("https?://(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?");

  private final URI uri;

  private ResponseUrl(URI uri) {
    this.uri = uri;
  }

  /** Parses an HTTPS URL of Amazon S3, or a loopback URL where allowed; empty if invalid. */
  public static Optional<ResponseUrl> of(String url, boolean allowsLoopback) {
    try {
      URI uri = new URI(String.valueOf(url)).parseServerAuthority();
      String origin = (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
      return S3.matcher(origin).matches() || (allowsLoopback && LOOPBACK.matcher(origin).matches())
          ? Optional.of(new ResponseUrl(uri))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns when the URL was signed, if it has a valid date. */
  public Optional<Instant> signedAt() {
    DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX", Locale.ROOT);
    try {
      return request()
          .build()
          .firstMatchingRawQueryParameter("X-Amz-Date")
          .map(date -> format.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the parts that must not appear in any text. */
  public Stream<String> secrets() {
    return Stream.of(uri.toString(), Objects.toString(uri.getRawQuery(), ""));
  }

  SdkHttpRequest.Builder request() {
    return SdkHttpRequest.builder().method(SdkHttpMethod.PUT).uri(uri);
  }
}
