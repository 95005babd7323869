package io.github.chimeretention.lambda.cloudformation;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * The answer to an event.
 *
 * @param event the event, for the ids that an answer repeats
 * @param status whether the event was done
 * @param physicalResourceId the resource's physical id
 * @param reason why it failed; shortened where the document would be too long
 * @param data the attributes for {@code Fn::GetAtt}
 */
public record CustomResourceResponse(
    CloudFormationCustomResourceEvent event,
    Status status,
    String physicalResourceId,
    String reason,
    Map<String, String> data) {

  /** CloudFormation takes a response of at most 4096 bytes. */
  private static final int MAX_BYTES = 4096;

  /** CloudFormation takes a physical id of at most 1024 bytes. */
  private static final int MAX_ID_BYTES = 1024;

  private static final String ELLIPSIS = "…";

  /** The response's {@code Status}. */
  public enum Status {
    SUCCESS,
    FAILED
  }

  public static CustomResourceResponse success(
      CloudFormationCustomResourceEvent event,
      String physicalResourceId,
      Map<String, String> data) {
    return new CustomResourceResponse(event, Status.SUCCESS, physicalResourceId, null, data);
  }

  public static CustomResourceResponse failed(
      CloudFormationCustomResourceEvent event, String physicalResourceId, String reason) {
    return new CustomResourceResponse(event, Status.FAILED, physicalResourceId, reason, Map.of());
  }

  /** Returns the document in UTF-8, at most 4096 bytes of it. */
  public byte[] toJson() {
    byte[] whole = toJson(reason);
    if (whole.length <= MAX_BYTES || reason == null) {
      return whole;
    }
    int fits = 0;
    int tooLong = reason.codePointCount(0, reason.length());
    while (tooLong - fits > 1) {
      int middle = (fits + tooLong) >>> 1;
      if (toJson(start(reason, middle) + ELLIPSIS).length <= MAX_BYTES) {
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
    return toJson(start(reason, fits) + ELLIPSIS);
  }

  private byte[] toJson(String reason) {
    try (JsonWriter json = JsonWriter.create()) {
      json.writeStartObject();
      json.writeFieldName("Status").writeValue(status.name());
      if (reason != null) {
        json.writeFieldName("Reason").writeValue(reason);
      }
      id(json, "PhysicalResourceId", physicalResourceId);
      id(json, "StackId", event.getStackId());
      id(json, "RequestId", event.getRequestId());
      id(json, "LogicalResourceId", event.getLogicalResourceId());
      json.writeFieldName("Data").writeStartObject();
      for (Map.Entry<String, String> attribute : data.entrySet()) {
        json.writeFieldName(attribute.getKey()).writeValue(attribute.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
      return json.getBytes();
    }
  }

  private static void id(JsonWriter json, String name, String id) {
    json.writeFieldName(name).writeValue(id == null ? "" : startOfBytes(id));
  }

  private static String startOfBytes(String id) {
    int codePoints = id.codePointCount(0, id.length());
    String start = id;
    while (start.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
      codePoints = Math.min(codePoints - 1, MAX_ID_BYTES);
      start = start(id, codePoints);
    }
    return start;
  }

  private static String start(String text, int codePoints) {
    return text.substring(0, text.offsetByCodePoints(0, codePoints));
  }
}
