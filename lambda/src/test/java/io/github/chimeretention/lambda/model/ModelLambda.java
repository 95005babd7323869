package io.github.chimeretention.lambda.model;

import static io.github.chimeretention.lambda.model.Disturbances.oneOf;

import io.github.chimeretention.lambda.OverlappingTime;
import io.github.chimeretention.lambda.ResourceUnderTest;
import io.github.chimeretention.lambda.RetentionHandlers;
import io.github.chimeretention.lambda.model.Disturbances.Calls;
import io.github.chimeretention.lambda.model.ModelEvent.RequestType;
import io.github.chimeretention.lambda.model.ModelEvent.Resource;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Lambda's asynchronous invocation: delivers each event at least once, and again a minute after the
 * function failed.
 */
final class ModelLambda {
  private static final Duration SERVICE_TIMEOUT = Duration.ofMinutes(12);
  private static final Duration MAX_EVENT_AGE = Duration.ofMinutes(7);
  private static final DateTimeFormatter SIGNED_AT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final OverlappingTime time;
  private final ModelService service;
  private final ResourceUnderTest type;
  private final RandomGenerator random;
  private final List<ModelEvent> events = new ArrayList<>();
  private int percentDisturbed;
  private boolean deletesAreAuthorized = true;

  ModelLambda(
      OverlappingTime time, ModelService service, ResourceUnderTest type, RandomGenerator random) {
    this.time = time;
    this.service = service;
    this.type = type;
    this.random = random;
  }

  /**
   * Sets the share of disturbed invocations from now on. Unless it is 0, a deployment may also
   * remove the function's permissions before the Deletes of its clean-up.
   */
  void disturb(int percent) {
    percentDisturbed = percent;
    deletesAreAuthorized = percent == 0 || random.nextInt(10) > 0;
  }

  /** All events, in the order in which CloudFormation sent them. */
  List<ModelEvent> events() {
    return events;
  }

  /** Accepts an event, whose response CloudFormation awaits until the service timeout. */
  ModelEvent send(RequestType requestType, Resource resource, Declaration previous) {
    ModelEvent event =
        new ModelEvent(requestType, resource, previous, events.size() + 1, time.now());
    events.add(event);
    time.note("%s %s: %s".formatted(event, resource.physicalId(), resource.declared()));
    String json = json(event);
    boolean isDisturbed = percentDisturbed > 0;
    boolean isLate = isDisturbed && random.nextInt(20) == 0;
    deliver(event, json, isLate ? late() : Duration.ofMillis(random.nextInt(10, 1_000)), 1);
    if (isDisturbed && random.nextInt(8) == 0) {
      deliver(event, json, late(), 1);
    }
    time.after(SERVICE_TIMEOUT, event::abandon);
    return event;
  }

  private Duration late() {
    return Duration.ofSeconds(oneOf(List.of(1, 10, 60, 400, 1_000), random));
  }

  private void deliver(ModelEvent event, String json, Duration delay, int attempt) {
    Disturbances disturbances = disturbances(event.type);
    time.start(
        delay,
        () -> {
          ModelInvocation invocation = new ModelInvocation(event, disturbances, time, random);
          boolean returned = invocation.run(json, service, type.resourceType);
          Duration age = time.now().plusMinutes(1).minus(event.sentAt);
          if (!returned && attempt == 1 && age.compareTo(MAX_EVENT_AGE) <= 0) {
            deliver(event, json, Duration.ofMinutes(1), 2);
          }
        });
  }

  private Disturbances disturbances(RequestType requestType) {
    if (requestType == RequestType.Delete && !deletesAreAuthorized) {
      return Disturbances.only(Calls.UNAUTHORIZED, random);
    }
    return random.nextInt(100) < percentDisturbed
        ? Disturbances.any(random)
        : Disturbances.only(Calls.SUCCEED, random);
  }

  private String json(ModelEvent event) {
    String json =
        """
        {"RequestType": "%s", "StackId": "stack", "RequestId": "request-%d",
         "ResponseURL": "https://responses.s3.amazonaws.com/r?X-Amz-Date=%s",
         "LogicalResourceId": "%s", "PhysicalResourceId": "%s", "ResourceType": "%s",
         "ResourceProperties": %s, "OldResourceProperties": %s}"""
            .formatted(
                event.type,
                event.number,
                SIGNED_AT.format(RetentionHandlers.NOW.plus(event.sentAt)),
                event.resource.logicalId(),
                event.resource.physicalId(),
                type.resourceType,
                properties(event.resource.declared()),
                event.previous == null ? "" : properties(event.previous));
    // A Create has no physical ID, and only an Update has old properties.
    return json.replace("\"PhysicalResourceId\": \"null\", ", "")
        .replace(", \"OldResourceProperties\": }", "}");
  }

  private String properties(Declaration declared) {
    StringBuilder properties = new StringBuilder();
    declared
        .settings()
        .days()
        .forEach((period, days) -> properties.append(", \"%s\": \"%d\"".formatted(period, days)));
    return """
        {"ServiceTimeout": "%d", "OverwriteExisting": "%s", "%s": "%s"%s}"""
        .formatted(
            SERVICE_TIMEOUT.toSeconds(),
            declared.overwrites(),
            type.identityProperty,
            declared.identity(),
            properties);
  }
}
