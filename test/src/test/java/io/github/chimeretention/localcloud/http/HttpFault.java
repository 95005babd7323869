package io.github.chimeretention.localcloud.http;

import java.time.Duration;

/**
 * A fault in one HTTP exchange.
 *
 * @param arrives whether the server receives and carries out the request first
 * @param response the bytes to send instead of the server's response; may be empty
 * @param pause the pause before each byte
 * @param ending how the connection ends after them
 */
public record HttpFault(boolean arrives, String response, Duration pause, Ending ending) {
  /** How a connection ends. */
  public enum Ending {
    /** By closing it normally. */
    CLOSE,
    /** By a TCP reset. */
    RESET,
    /** Only when the client or the proxy closes it. */
    HANG,
    /** Never: the last byte is sent again and again. */
    FLOOD
  }

  /** Returns a fault that sends these bytes and then ends the connection like this. */
  public static HttpFault broken(boolean arrives, String response, Ending ending) {
    return new HttpFault(arrives, response, Duration.ZERO, ending);
  }

  /** Returns a fault that sends this complete response instead of the server's. */
  public static HttpFault whole(boolean arrives, String status, String headers, String body) {
    return broken(
        arrives,
        "HTTP/1.1 %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, headers, body.length(), body),
        Ending.CLOSE);
  }
}
