package io.github.chimeretention.lambda.cloudformation;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.chimeretention.lambda.invocation.PublicText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The response to an event, within CloudFormation's limits (<i>AWS CloudFormation Template
 * Reference, Custom resource response objects</i>).
 */
public record CustomResourceResponse(
    CloudFormationCustomResourceEvent event, String physicalResourceId) {
  private static final int MAX_BYTES = 4096;
  private static final int MAX_PHYSICAL_ID_BYTES = 1024;
  private static final int MAX_ID_BYTES = 512; // CloudFormation's own IDs are shorter.

  /** Returns a SUCCESS response as JSON, with the attributes for {@code Fn::GetAtt}. */
  public byte[] success(Map<String, String> attributes) {
    return json("SUCCESS", "Data", attributes);
  }

  /** Returns a FAILED response as JSON; shortens the reason if necessary. */
  public byte[] failed(String what, String logStream) {
    byte[] json;
    int length = what.length();
    do {
      // The CDK CLI looks for these words, and prints the log stream.
      String log = ". CloudWatch Log Stream: " + logStream;
      json = json("FAILED", "Reason", PublicText.shortened(what, length) + log);
      // A character is at most 6 bytes.
      length -= 1 + (json.length - MAX_BYTES) / 6;
    } while (json.length > MAX_BYTES && length > 0);
    return json;
  }

  private byte[] json(String status, String outcomeName, Object outcome) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("Status", status);
    response.put(outcomeName, outcome);
    response.put("PhysicalResourceId", id(physicalResourceId, MAX_PHYSICAL_ID_BYTES));
    response.put("StackId", id(event.getStackId(), MAX_ID_BYTES));
    response.put("RequestId", id(event.getRequestId(), MAX_ID_BYTES));
    response.put("LogicalResourceId", id(event.getLogicalResourceId(), MAX_ID_BYTES));
    try {
      return JSON.std.asBytes(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(String id, int maxBytes) {
    String start = id == null ? "" : PublicText.shortened(id, maxBytes);
    while (start.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      start = PublicText.shortened(start, start.length() - 1);
    }
    return start;
  }
}
