package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A service's response; an empty body is none. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares responses.
public record AwsResponse(int status, Map<String, String> headers, byte[] body) {
  public static AwsResponse empty(int status) {
    return of(status, Map.of(), "");
  }

  public static AwsResponse json(JsonNode body) {
    return of(200, Map.of("Content-Type", "application/x-amz-json-1.1"), body.toString());
  }

  /** An error as the protocols with JSON have it, with a body of the service's own. */
  public static AwsResponse error(AwsException e, JsonNode body) {
    return of(e.status(), Map.of("x-amzn-ErrorType", e.code()), body.toString());
  }

  /** An error as Amazon S3 has it. */
  public static AwsResponse s3Error(AwsException e) {
    JsonNode error = Json.object().put("Code", e.code()).put("Message", e.getMessage());
    return xml(e.status(), "Error", "", error);
  }

  static AwsResponse xml(int status, String root, String namespace, JsonNode content) {
    return of(status, Map.of("Content-Type", "text/xml"), Xml.document(root, namespace, content));
  }

  private static AwsResponse of(int status, Map<String, String> headers, String body) {
    return new AwsResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
