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
 * The response to an event, within the limits that CloudFormation sets (<i>AWS CloudFormation
 * Template Reference, Custom resource response objects</i>).
 */
public final class CustomResourceResponse {
  private static final int MAX_BYTES = 4096;
  private static final int MAX_PHYSICAL_ID_BYTES = 1024;

  /** The other ids are CloudFormation's own, which are shorter than this. */
  private static final int MAX_ID_BYTES = 512;

  private CustomResourceResponse() {}

  /** Returns the response to an event that was done, with the attributes for {@code GetAtt}. */
  public static byte[] success(
      CloudFormationCustomResourceEvent event,
      String physicalResourceId,
      Map<String, String> attributes) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("Status", "SUCCESS");
    putIds(response, event, physicalResourceId);
    response.put("Data", attributes);
    return json(response);
  }

  /** Returns the response to an event that failed; what failed is shortened if need be. */
  public static byte[] failed(
      CloudFormationCustomResourceEvent event,
      String physicalResourceId,
      String what,
      String logStream) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("Status", "FAILED");
    putIds(response, event, physicalResourceId);
    byte[] json;
    int length = what.length();
    do {
      // In these words the CDK CLI finds the log, and prints it.
      response.put(
          "Reason", PublicText.shortened(what, length) + ". CloudWatch Log Stream: " + logStream);
      json = json(response);
      // A character is at most 6 bytes.
      length -= 1 + (json.length - MAX_BYTES) / 6;
    } while (json.length > MAX_BYTES && length > 0);
    return json;
  }

  private static void putIds(
      Map<String, Object> response,
      CloudFormationCustomResourceEvent event,
      String physicalResourceId) {
    response.put("PhysicalResourceId", id(physicalResourceId, MAX_PHYSICAL_ID_BYTES));
    response.put("StackId", id(event.getStackId(), MAX_ID_BYTES));
    response.put("RequestId", id(event.getRequestId(), MAX_ID_BYTES));
    response.put("LogicalResourceId", id(event.getLogicalResourceId(), MAX_ID_BYTES));
  }

  /** Returns an id as it came, unless it is longer than any of CloudFormation's. */
  private static String id(String id, int maxBytes) {
    String start = id == null ? "" : PublicText.shortened(id, maxBytes);
    while (start.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      start = PublicText.shortened(start, start.length() - 1);
    }
    return start;
  }

  private static byte[] json(Map<String, Object> response) {
    try {
      return JSON.std.asBytes(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
