package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.model.ModelEvent.RequestType;
import io.github.chimeretention.lambda.model.ModelService.Put;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of an identity when all invocations have ended.
 *
 * @param puts the pre-existing settings, and all puts that the service accepted
 * @param declared the declaration in the deployed stack, or null
 * @param events the events that concern the identity, in the order in which they were sent
 */
record Outcome(List<Put> puts, Declaration declared, List<ModelEvent> events) {
  RetentionSettings found() {
    return puts.get(0).settings();
  }

  Put last() {
    return puts.get(puts.size() - 1);
  }

  /** Whether the settings are those of the stack, or without one the pre-existing ones. */
  boolean isRight() {
    return last().settings().equals(declared == null ? found() : declared.settings());
  }

  boolean isUndeclared() {
    return declared == null;
  }

  boolean isOffByDelete() {
    return isUndeclared()
        && last().settings().equals(RetentionSettings.OFF)
        && event().type == RequestType.Delete;
  }

  /** The event of the last put. */
  ModelEvent event() {
    return last().by().event;
  }

  /** The events that CloudFormation sent after the last put's event. */
  Stream<ModelEvent> later() {
    return events.stream().filter(it -> it.number > event().number);
  }

  /** Whether the last put was accepted after another event had been sent. */
  boolean isOvertaken() {
    return later().anyMatch(it -> it.sentAt.compareTo(last().at()) < 0);
  }

  /** Whether the invocation of the last put began after another event had been sent. */
  boolean isLate() {
    return later().anyMatch(it -> it.sentAt.compareTo(last().by().startedAt) < 0);
  }

  /** Whether CloudFormation accepted the response of another invocation. */
  boolean isAnsweredByAnother() {
    return event().answeredBy() != null && event().answeredBy() != last().by();
  }

  /** Whether the last put came too late for an earlier invocation to see it. */
  boolean isMissedBy(ModelInvocation other) {
    return last().by().startedAt.compareTo(other.startedAt) > 0
        && last().at().plusSeconds(20).compareTo(other.respondedAt()) > 0;
  }

  /** Whether a Delete with a generated ID turned the periods off a minute before the last put. */
  boolean isLongAfterClearing() {
    return puts.stream()
        .skip(1)
        .filter(put -> put.by().event.isDeleteOfInventedId())
        .anyMatch(put -> put.at().plusSeconds(60).compareTo(last().at()) <= 0);
  }

  /** The invocations that successfully deleted a resource whose Create had no response. */
  Stream<ModelInvocation> undoneBy() {
    return later()
        .filter(ModelEvent::isDeleteOfInventedId)
        .filter(ModelEvent::hasSucceeded)
        .map(ModelEvent::answeredBy);
  }
}
