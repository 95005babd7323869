package io.github.chimeretention.lambda.cloudformation;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;
import software.amazon.awssdk.thirdparty.jackson.core.JsonFactory;
import software.amazon.awssdk.thirdparty.jackson.core.StreamReadFeature;

/**
 * Reads an event. With the SDK's own JSON parser, which is loaded anyway: letting the runtime fill
 * the class costs a cold start some 190 ms more.
 */
public final class EventReader {
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private EventReader() {}

  /**
   * Reads an event as it came. A member that is missing or of another type than it should be is
   * null.
   *
   * @throws MalformedEventException if it is not a JSON object
   */
  public static CloudFormationCustomResourceEvent read(byte[] json) throws MalformedEventException {
    JsonNode event = parse(json);
    return CloudFormationCustomResourceEvent.builder()
        .withRequestType(text(event, "RequestType"))
        .withServiceToken(text(event, "ServiceToken"))
        .withResponseUrl(text(event, "ResponseURL"))
        .withStackId(text(event, "StackId"))
        .withRequestId(text(event, "RequestId"))
        .withLogicalResourceId(text(event, "LogicalResourceId"))
        .withPhysicalResourceId(text(event, "PhysicalResourceId"))
        .withResourceType(text(event, "ResourceType"))
        .withResourceProperties(object(event, "ResourceProperties"))
        .withOldResourceProperties(object(event, "OldResourceProperties"))
        .build();
  }

  /**
   * Requires that no member stands twice in the event, of which {@link #read} has taken the last.
   *
   * @throws MalformedEventException if one does
   */
  public static void requireUnambiguous(byte[] json) throws MalformedEventException {
    try {
      JsonNodeParser.builder().jsonFactory(STRICT).build().parse(json);
    } catch (RuntimeException e) {
      throw new MalformedEventException("a member stands twice in the event");
    }
  }

  private static JsonNode parse(byte[] json) throws MalformedEventException {
    JsonNode event;
    try {
      event = JsonNode.parser().parse(json);
    } catch (RuntimeException e) {
      // Without its cause, whose message may quote the event and with it the response URL.
      throw new MalformedEventException("the event is not JSON");
    }
    if (event == null || !event.isObject()) {
      throw new MalformedEventException("the event is not a JSON object");
    }
    return event;
  }

  private static String text(JsonNode event, String member) {
    JsonNode value = event.asObject().get(member);
    return value != null && value.isString() ? value.asString() : null;
  }

  private static Map<String, Object> object(JsonNode event, String member) {
    JsonNode value = event.asObject().get(member);
    return value != null && value.isObject() ? members(value) : null;
  }

  private static Map<String, Object> members(JsonNode object) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.asObject().entrySet()) {
      members.put(member.getKey(), value(member.getValue()));
    }
    return members;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      return members(node);
    }
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      for (JsonNode element : node.asArray()) {
        elements.add(value(element));
      }
      return elements;
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    // A number stays the text that came, so that 30 is told from 30.0 and 3e1.
    return node.isNull() ? null : node.text();
  }
}
