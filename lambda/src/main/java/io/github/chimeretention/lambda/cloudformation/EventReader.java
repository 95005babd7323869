package io.github.chimeretention.lambda.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an event. Left to the runtime, an event that can't be read would fail before anybody could
 * respond to it.
 */
public final class EventReader {
  /** What is needed for a response, wherever it stands in what is not quite JSON. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "\"(RequestType|ResponseURL|StackId|RequestId|LogicalResourceId|PhysicalResourceId)\""
              + "\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.){0,4096}+\")");

  private EventReader() {}

  /** Reads an event, or what is needed to respond to it. */
  public static ReceivedEvent read(byte[] json) {
    try {
      Map<String, Object> members = JSON.std.mapFrom(json);
      if (members == null) {
        throw new IOException("it is null");
      }
      return new ReceivedEvent(event(members), Optional.empty());
    } catch (IOException e) {
      return new ReceivedEvent(
          event(members(new String(json, UTF_8))),
          Optional.of("The event is not a JSON object without duplicate keys: " + e.getMessage()));
    }
  }

  private static Map<String, Object> members(String event) {
    Map<String, Object> members = new HashMap<>();
    Matcher member = MEMBER.matcher(event);
    while (member.find()) {
      try {
        members.putIfAbsent(member.group(1), JSON.std.beanFrom(String.class, member.group(2)));
      } catch (IOException e) {
        // Not this one then.
      }
    }
    return members;
  }

  private static CloudFormationCustomResourceEvent event(Map<String, Object> members) {
    return CloudFormationCustomResourceEvent.builder()
        .withRequestType(text(members, "RequestType"))
        .withServiceToken(text(members, "ServiceToken"))
        .withResponseUrl(text(members, "ResponseURL"))
        .withStackId(text(members, "StackId"))
        .withRequestId(text(members, "RequestId"))
        .withLogicalResourceId(text(members, "LogicalResourceId"))
        .withPhysicalResourceId(text(members, "PhysicalResourceId"))
        .withResourceType(text(members, "ResourceType"))
        .withResourceProperties(object(members, "ResourceProperties"))
        .withOldResourceProperties(object(members, "OldResourceProperties"))
        .build();
  }

  private static String text(Map<String, Object> members, String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  @SuppressWarnings("unchecked") // A JSON object's keys are text.
  private static Map<String, Object> object(Map<String, Object> members, String name) {
    return members.get(name) instanceof Map<?, ?> object ? (Map<String, Object>) object : null;
  }
}
