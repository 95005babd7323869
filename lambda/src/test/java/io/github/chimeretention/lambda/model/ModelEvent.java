package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.Json;
import io.github.chimeretention.lambda.model.Disturbances.Calls;
import io.github.chimeretention.lambda.retention.RetentionChange;
import java.time.Duration;

/** An event of CloudFormation, and the response that CloudFormation accepts. */
final class ModelEvent {
  enum RequestType {
    Create,
    Update,
    Delete
  }

  /** A resource of a stack; CloudFormation may have no physical ID for it yet. */
  record Resource(String logicalId, String physicalId, Declaration declared) {
    boolean isOf(String identity) {
      return declared.identity().equals(identity);
    }
  }

  final RequestType type;

  /** The declared resource, with the event's physical ID. */
  final Resource resource;

  /** The properties before an Update, or null. */
  final Declaration previous;

  final int number;
  final Duration sentAt;
  private int invocations;
  private ModelInvocation answeredBy;
  private JsonNode answer;
  private boolean isAbandoned;
  private boolean mayHavePut;

  ModelEvent(
      RequestType type, Resource resource, Declaration previous, int number, Duration sentAt) {
    this.type = type;
    this.resource = resource;
    this.previous = previous;
    this.number = number;
    this.sentAt = sentAt;
  }

  /** Counts one more invocation. */
  int newInvocation() {
    return ++invocations;
  }

  /** Accepts an invocation's response, unless it is too late or another one was first. */
  void answer(ModelInvocation by, String text) {
    JsonNode response = Json.json(text);
    assertValid(response);
    if (isPending()) {
      answeredBy = by;
      answer = response;
      boolean isRejected = by.disturbances.calls().equals(Calls.UNAUTHORIZED);
      assertThat(hasFailed() && isDeleteOfInventedId() && isRejected)
          .as("fails a rollback because calls are rejected")
          .isFalse();
    }
  }

  private void assertValid(JsonNode response) {
    assertThat(response.path("RequestId").asText()).isEqualTo("request-" + number);
    String id = response.path("PhysicalResourceId").asText();
    Declaration declared = resource.declared();
    if (type == RequestType.Delete) {
      assertThat(id).isEqualTo(resource.physicalId());
    } else if (response.path("Status").asText().equals("SUCCESS")) {
      assertThat(id).isEqualTo(declared.identity());
      JsonNode data = response.path("Data");
      declared
          .settings()
          .days()
          .forEach((it, days) -> assertThat(data.path(it).asInt()).isEqualTo(days));
    } else {
      String before =
          type == RequestType.Create ? RetentionChange.NOT_CREATED : resource.physicalId();
      assertThat(id).isIn(before, declared.identity());
    }
  }

  /** Makes CloudFormation stop waiting for the response. */
  void abandon() {
    isAbandoned = answer == null;
  }

  boolean isPending() {
    return answer == null && !isAbandoned;
  }

  boolean hasSucceeded() {
    return answer != null && answer.path("Status").asText().equals("SUCCESS");
  }

  boolean hasFailed() {
    return !isPending() && !hasSucceeded();
  }

  /** Whether CloudFormation stopped waiting for the response to an event of this type. */
  boolean isAbandoned(RequestType ofType) {
    return isAbandoned && type == ofType;
  }

  /** The invocation with the first response, or null if CloudFormation got none. */
  ModelInvocation answeredBy() {
    return answeredBy;
  }

  /** The physical ID from now on: the response's, or the event's if CloudFormation got none. */
  String physicalId() {
    return answer == null ? resource.physicalId() : answer.path("PhysicalResourceId").asText();
  }

  boolean isDeleteOfInventedId() {
    return type == RequestType.Delete && resource.physicalId().startsWith("stack-");
  }

  boolean isReplacement() {
    return previous != null && !resource.isOf(previous.identity());
  }

  /** Records that a put was accepted, or may have been. */
  void mayHavePut() {
    mayHavePut = true;
  }

  boolean mayHaveCreated(String identity) {
    return mayHavePut && resource.isOf(identity) && (type == RequestType.Create || isReplacement());
  }

  boolean concerns(String identity) {
    return resource.isOf(identity) || (previous != null && previous.identity().equals(identity));
  }

  @Override
  public String toString() {
    return "%s %s (%d)".formatted(type, resource.logicalId(), number);
  }
}
