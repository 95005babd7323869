package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.model.ModelService.Put;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.util.List;
import java.util.Optional;

/**
 * How an identity ends up when all invocations are over.
 *
 * @param last the last put that the service accepted
 * @param found the settings from before the stack
 * @param declared what the deployed stack declares, null if nothing
 * @param events the events that concern the identity, in the order in which they were sent
 */
record Outcome(Put last, RetentionSettings found, Declaration declared, List<ModelEvent> events) {

  /** Whether the settings are those of the stack, or without one those that were found. */
  boolean isRight() {
    return last.settings().equals(declared == null ? found : declared.settings());
  }

  boolean isOff() {
    return last.settings().equals(RetentionSettings.OFF);
  }

  /** The event of the last put. */
  ModelEvent event() {
    return last.by().event;
  }

  /** The first event that CloudFormation sent after that of the last put. */
  Optional<ModelEvent> next() {
    return events.stream().filter(it -> it.number > event().number).findFirst();
  }

  /** The last event of all. */
  ModelEvent end() {
    return events.get(events.size() - 1);
  }

  /** Whether the last put was accepted after the next event had been sent. */
  boolean isOvertaken() {
    return next().filter(it -> it.sentAt.compareTo(last.at()) < 0).isPresent();
  }

  /** Whether the invocation of the last put began after an event had been sent. */
  boolean beganAfter(ModelEvent next) {
    return last.by().startedAt.compareTo(next.sentAt) > 0;
  }

  /** Whether the invocation of the last put began after the first one for an event. */
  boolean beganAfterStartOf(ModelEvent next) {
    return last.by().startedAt.compareTo(next.invocations.get(0).startedAt) > 0;
  }
}
