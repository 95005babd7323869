package io.github.chimeretention.localcloud.aws;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A signed request to a service; its path and query are decoded. */
@SuppressWarnings("ArrayRecordComponent") // Requests are not compared.
public record AwsRequest(
    Caller caller,
    String method,
    String path,
    Map<String, String> query,
    Headers headers,
    byte[] body) {
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
