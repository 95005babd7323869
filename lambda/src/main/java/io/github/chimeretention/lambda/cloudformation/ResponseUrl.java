package io.github.chimeretention.lambda.cloudformation;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The pre-signed URL that the answer is put to. Whoever knows it can answer in the function's
 * place, so it is a secret: it is in no message and no string of this class.
 */
public final class ResponseUrl {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final URI uri;

  private ResponseUrl(URI uri) {
    this.uri = uri;
  }

  /**
   * Reads the {@code ResponseURL} of an event.
   *
   * @throws MalformedEventException if it is not an HTTPS URL, or an HTTP one on the loopback host
   */
  public static ResponseUrl of(String url) throws MalformedEventException {
    if (url == null) {
      throw new MalformedEventException("the event has no ResponseURL");
    }
    try {
      URI uri = new URI(url);
      if (uri.getHost() != null && uri.getRawUserInfo() == null && isAllowed(uri)) {
        return new ResponseUrl(uri);
      }
    } catch (URISyntaxException e) {
      // Its message quotes the URL.
    }
    throw new MalformedEventException("the event's ResponseURL is not an HTTPS URL");
  }

  private static boolean isAllowed(URI uri) {
    return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
      case "https" -> true;
      case "http" -> LOOPBACK.contains(uri.getHost());
      default -> false;
    };
  }

  HttpURLConnection connect() throws IOException {
    return (HttpURLConnection) uri.toURL().openConnection();
  }

  @Override
  public String toString() {
    return "the response URL";
  }
}
