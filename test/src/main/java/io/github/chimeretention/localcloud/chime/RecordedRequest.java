package io.github.chimeretention.localcloud.chime;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A request as it came in, and the status that answered it: 0 if the connection was cut off. */
public record RecordedRequest(
    String operation, String method, String path, String body, int status) {
  /** Whether it is for an account or an app instance. */
  public boolean isFor(String identity) {
    return URLDecoder.decode(path, StandardCharsets.UTF_8).contains("/" + identity + "/");
  }
}
