package io.github.chimeretention.localcloud.http;

import java.time.Duration;

/**
 * What goes wrong with one HTTP exchange.
 *
 * @param arrives whether the server gets the request, and carries it out, before that
 * @param response the bytes that are sent in place of the server's response, which may be none
 * @param pause before each of the bytes
 * @param ending what becomes of the connection after them
 */
public record HttpFault(boolean arrives, String response, Duration pause, Ending ending) {
  /** How a connection ends. */
  public enum Ending {
    /** In order. */
    CLOSE,
    /** By a TCP reset. */
    RESET,
    /** Not before the client or the proxy closes it. */
    HANG,
    /** Never: the last byte is sent again and again. */
    FLOOD
  }

  /** The connection comes to a bad end after these bytes. */
  public static HttpFault broken(boolean arrives, String response, Ending ending) {
    return new HttpFault(arrives, response, Duration.ZERO, ending);
  }

  /** A whole response, but not the server's. */
  public static HttpFault whole(boolean arrives, String status, String headers, String body) {
    return broken(
        arrives,
        "HTTP/1.1 %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, headers, body.length(), body),
        Ending.CLOSE);
  }
}
