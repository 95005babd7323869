package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.retention.RetentionChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An event of CloudFormation, and what became of it. */
final class ModelEvent {
  enum RequestType {
    Create,
    Update,
    Delete
  }

  /**
   * What CloudFormation asks for; {@code physicalId} and {@code previous} are null if it has none.
   */
  record Request(
      RequestType type,
      String logicalId,
      String physicalId,
      Declaration declared,
      Declaration previous) {
    boolean isReplacement() {
      return type == RequestType.Update && !declared.identity().equals(previous.identity());
    }

    void assertAnswers(JsonNode response) {
      assertThat(response.path("LogicalResourceId").asText()).isEqualTo(logicalId);
      JsonNode id = response.path("PhysicalResourceId");
      if (type == RequestType.Delete) {
        assertThat(id.asText()).isEqualTo(physicalId);
      } else if (response.path("Status").asText().equals("SUCCESS")) {
        assertThat(id.asText()).isEqualTo(declared.identity());
        declared
            .settings()
            .days()
            .forEach(
                (period, days) ->
                    assertThat(response.path("Data").path(period).asInt()).isEqualTo(days));
      } else {
        String before = physicalId == null ? RetentionChange.NOT_CREATED : physicalId;
        assertThat(id.asText()).isIn(before, declared.identity());
      }
    }

    /** Whether a resource is made for an identity. */
    boolean isCreateOf(String identity) {
      return declared.identity().equals(identity)
          && (type == RequestType.Create || isReplacement());
    }
  }

  final Request request;
  final int number;
  final Duration sentAt;
  final List<ModelInvocation> invocations = new ArrayList<>();
  private ModelInvocation answeredBy;
  private JsonNode answer;
  private boolean isAbandoned;

  ModelEvent(Request request, int number, Duration sentAt) {
    this.request = request;
    this.number = number;
    this.sentAt = sentAt;
  }

  /** Takes the response of an invocation, unless another was first or nobody waits for it. */
  void answer(ModelInvocation by, JsonNode response) {
    if (isPending()) {
      answeredBy = by;
      answer = response;
    }
  }

  /** Has CloudFormation no longer wait for the response. */
  void abandon() {
    isAbandoned = answer == null;
  }

  boolean isPending() {
    return answer == null && !isAbandoned;
  }

  /** Whether CloudFormation stopped waiting for the response to an event of a type. */
  boolean isCancelled(RequestType type) {
    return isAbandoned && request.type() == type;
  }

  boolean isDeleteWithInventedId() {
    return request.type() == RequestType.Delete && request.physicalId().startsWith("stack-");
  }

  boolean hasSucceeded() {
    return answer != null && answer.path("Status").asText().equals("SUCCESS");
  }

  boolean hasFailed() {
    return !isPending() && !hasSucceeded();
  }

  /** The physical id from now on: the response's, or the event's if CloudFormation got none. */
  String physicalId() {
    return answer == null ? request.physicalId() : answer.path("PhysicalResourceId").asText();
  }

  /** The invocation whose response was the first, null if CloudFormation got none. */
  ModelInvocation answeredBy() {
    return answeredBy;
  }

  /** Whether CloudFormation got a response after which nothing has been written. */
  boolean isDenied() {
    return answer != null && hasFailed() && !physicalId().equals(request.declared().identity());
  }

  boolean concerns(String identity) {
    return Stream.of(request.declared(), request.previous())
        .anyMatch(it -> it != null && it.identity().equals(identity));
  }

  @Override
  public String toString() {
    return "%s %s (%d)".formatted(request.type(), request.logicalId(), number);
  }
}
