package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.model.ModelEvent.RequestType;
import java.util.function.Predicate;

/**
 * Why an identity's settings may be neither those that the deployed stack declares nor, if it
 * declares none, those that were found. No function without a memory can prevent these.
 */
@SuppressWarnings("ImmutableEnumChecker") // The rules have no state.
enum PermittedOutcome {
  /**
   * Lambda delivers an event again, or late, and this invocation puts after CloudFormation has sent
   * the next event. Not permitted for a cancelled Create, unless it began after its Delete.
   */
  LATE_DELIVERY(
      it ->
          it.isOvertaken()
              && (it.event().isCancelled(RequestType.Create)
                  ? it.beganAfterDelete()
                  : it.isAnsweredByAnother() || it.beganAfterNext())),

  /**
   * CloudFormation cancels an Update and sends one with the old properties at once; both put, and
   * the cancelled one puts last.
   */
  CANCELLED_UPDATE(
      it ->
          it.isOvertaken()
              && it.event().isCancelled(RequestType.Update)
              && !it.event().request.isReplacement()),

  /**
   * CloudFormation cancels an Update to another identity: it has no id for that, so it sends no
   * Delete.
   */
  CANCELLED_REPLACEMENT(
      it -> it.event().isCancelled(RequestType.Update) && it.event().request.isReplacement()),

  /**
   * Of two invocations for one event, one puts, and the other responds first, that nothing was
   * written.
   */
  DENIED_BY_REPETITION(it -> it.isAnsweredByAnother() && it.event().isDenied()),

  /** The Delete of a cancelled Create is refused by the service, and must not fail the rollback. */
  REFUSED_DELETE(
      it ->
          it.later()
              .filter(ModelEvent::isDeleteWithInventedId)
              .map(ModelEvent::answeredBy)
              .anyMatch(by -> by != null && by.isRefused())),

  /** CloudFormation drops a Delete in a clean-up after it has failed three times. */
  DROPPED_DELETE(
      it ->
          it.later()
                  .filter(event -> event.request.type() == RequestType.Delete && event.hasFailed())
                  .count()
              >= 3),

  /**
   * A Create was allowed to put over the settings that were found, because they were equal to its
   * own or because of {@code OverwriteExisting}; its Delete turns the periods off. If another owner
   * has set equal settings, a cancelled Create does so even if it never put.
   */
  ADOPTED(
      it ->
          it.isOff()
              && it.event().request.type() == RequestType.Delete
              && it.events().stream()
                  .filter(event -> event.request.isCreateOf(it.last().identity()))
                  .anyMatch(event -> event.request.declared().mayBeCreatedOver(it.found())));

  private final Predicate<Outcome> rule;

  PermittedOutcome(Predicate<Outcome> rule) {
    this.rule = rule;
  }

  boolean permits(Outcome outcome) {
    return rule.test(outcome);
  }
}
