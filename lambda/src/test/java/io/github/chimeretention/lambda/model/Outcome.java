package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.model.ModelService.Put;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.util.List;
import java.util.stream.Stream;

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

  /** The events that CloudFormation sent after that of the last put. */
  Stream<ModelEvent> later() {
    return events.stream().filter(it -> it.number > event().number);
  }

  /** Whether the last put was accepted after the next event had been sent. */
  boolean isOvertaken() {
    return later().anyMatch(it -> it.sentAt.compareTo(last.at()) < 0);
  }

  /** Whether the invocation of the last put began after the next event had been sent. */
  boolean beganAfterNext() {
    return later().anyMatch(it -> it.sentAt.compareTo(last.by().startedAt) < 0);
  }

  /**
   * Whether CloudFormation goes by the response of another invocation than that of the last put.
   */
  boolean isAnsweredByAnother() {
    return event().answeredBy() != null && event().answeredBy() != last.by();
  }

  /** Whether the invocation of the last put began after the one that deleted the resource. */
  boolean beganAfterDelete() {
    return later()
        .filter(ModelEvent::isDeleteWithInventedId)
        .map(ModelEvent::answeredBy)
        .anyMatch(it -> it != null && last.by().startedAt.compareTo(it.startedAt) > 0);
  }
}
