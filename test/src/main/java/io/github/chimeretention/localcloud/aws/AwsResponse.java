package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A service's response; an empty body is none. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares responses.
public record AwsResponse(int status, Map<String, String> headers, byte[] body) {
  static AwsResponse of(int status, String contentType, String body) {
    return new AwsResponse(
        status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  static AwsResponse xml(int status, String xml) {
    return of(status, "text/xml", xml);
  }

  static AwsResponse json(int status, JsonNode body) {
    return of(status, "application/x-amz-json-1.1", body.toString());
  }

  static AwsResponse jsonError(AwsException e) {
    JsonNode body = Json.object().put("__type", e.code()).put("message", e.getMessage());
    AwsResponse response = json(e.status(), body);
    return new AwsResponse(e.status(), Map.of("x-amzn-ErrorType", e.code()), response.body());
  }
}
