package io.github.chimeretention.lambda.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The readable parts of an event: the event itself, its members for the log, without the response
 * URL, and any defect of its JSON. If the Lambda runtime parsed it instead, malformed JSON would
 * fail the invocation without a response to CloudFormation.
 */
public record ReceivedEvent(
    CloudFormationCustomResourceEvent event, Map<String, Object> members, Optional<String> defect) {
  /** A member that the response needs, anywhere in malformed JSON. Values are not consumed. */
  private static final Pattern NEEDED =
      Pattern.compile(
          "\"(RequestType|ResponseURL|StackId|RequestId|LogicalResourceId|PhysicalResourceId)\""
              + "\\s*:\\s*(?=(\"(?:[^\"\\\\]|\\\\.){0,4096}+\"))");

  /** Reads an event; if its JSON is malformed, reads only the members that a response needs. */
  public static ReceivedEvent read(byte[] json) {
    String defect = "The event must be a JSON object without duplicate keys: ";
    try {
      Map<String, Object> members = JSON.std.mapFrom(json);
      if (members != null) {
        return of(members, Optional.empty());
      }
      defect += "it is null";
    } catch (IOException e) {
      defect += e.getMessage();
    }
    return of(needed(new String(json, UTF_8)), Optional.of(defect));
  }

  private static Map<String, Object> needed(String json) {
    Map<String, Object> members = new HashMap<>();
    Matcher member = NEEDED.matcher(json);
    while (member.find()) {
      try {
        members.putIfAbsent(member.group(1), JSON.std.beanFrom(String.class, member.group(2)));
      } catch (IOException e) {
        // Ignore this occurrence; a later one may be valid.
      }
    }
    return members;
  }

  private static ReceivedEvent of(Map<String, Object> members, Optional<String> defect) {
    CloudFormationCustomResourceEvent event =
        CloudFormationCustomResourceEvent.builder()
            .withRequestType(text(members, "RequestType"))
            .withResponseUrl(text(members, "ResponseURL"))
            .withStackId(text(members, "StackId"))
            .withRequestId(text(members, "RequestId"))
            .withLogicalResourceId(text(members, "LogicalResourceId"))
            .withPhysicalResourceId(text(members, "PhysicalResourceId"))
            .withResourceType(text(members, "ResourceType"))
            .withResourceProperties(object(members, "ResourceProperties"))
            .build();
    members.remove("ResponseURL");
    return new ReceivedEvent(event, members, defect);
  }

  private static String text(Map<String, Object> members, String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  @SuppressWarnings("unchecked") // A JSON object's keys are text.
  private static Map<String, Object> object(Map<String, Object> members, String name) {
    return members.get(name) instanceof Map<?, ?> object ? (Map<String, Object>) object : Map.of();
  }

  /** Returns how long CloudFormation waits for the response: an hour by default. */
  public Duration serviceTimeout() {
    String seconds = String.valueOf(event.getResourceProperties().get("ServiceTimeout"));
    return seconds.matches("[0-9]{1,4}")
        ? Duration.ofSeconds(Integer.parseInt(seconds))
        : Duration.ofHours(1);
  }
}
