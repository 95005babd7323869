package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.model.ModelEvent.RequestType;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.util.function.Predicate;

/**
 * Why an identity's settings may be neither those that the deployed stack declares nor, if it
 * declares none, those that were found. No function without a memory can prevent these.
 */
@SuppressWarnings("ImmutableEnumChecker") // The rules have no state.
enum PermittedOutcome {
  /**
   * Lambda delivers an event again, or late, and this invocation puts after CloudFormation has sent
   * the next event. Not permitted for an abandoned Create, unless its Delete was over by then, but
   * for the time by which reads lag.
   */
  LATE_DELIVERY(
      it ->
          it.isOvertaken()
              && (it.event().isAbandoned(RequestType.Create)
                  ? it.undoneBy().anyMatch(it::isMissedBy)
                  : it.isAnsweredByAnother() || it.isLate())),

  /**
   * CloudFormation cancels an Update and sends one with the old properties at once; both put, and
   * the cancelled one puts last.
   */
  CANCELLED_UPDATE(
      it ->
          it.isOvertaken()
              && it.event().isAbandoned(RequestType.Update)
              && !it.event().isReplacement()),

  /**
   * CloudFormation cancels an Update to another identity: it has no id for that, so it sends no
   * Delete.
   */
  CANCELLED_REPLACEMENT(
      it ->
          it.isUndeclared()
              && it.event().isAbandoned(RequestType.Update)
              && it.event().isReplacement()),

  /**
   * Of two invocations for one event, one puts, and the other responds first, that nothing was
   * written.
   */
  DENIED_BY_REPETITION(
      it ->
          it.isUndeclared()
              && it.isAnsweredByAnother()
              && it.event().hasFailed()
              && !it.event().physicalId().equals(it.last().identity())),

  /** The service refuses the Delete of an abandoned Create, which must not fail the rollback. */
  REFUSED_DELETE(it -> it.isUndeclared() && it.undoneBy().anyMatch(ModelInvocation::isRefused)),

  /** CloudFormation drops a Delete in a clean-up after it has failed three times. */
  DROPPED_DELETE(
      it ->
          it.later().filter(event -> event.type == RequestType.Delete && event.hasFailed()).count()
              >= 3),

  /**
   * A Create was allowed to put over the settings that were found, because they were equal to its
   * own or because of {@code OverwriteExisting}; its Delete turns the periods off. If another owner
   * has set equal settings, an abandoned Create's Delete does so even if the Create never put.
   */
  ADOPTED(
      it ->
          it.isUndeclared()
              && it.last().settings().equals(RetentionSettings.OFF)
              && it.event().type == RequestType.Delete
              && it.events().stream()
                  .filter(event -> event.type == RequestType.Create || event.isReplacement())
                  .map(event -> event.resource.declared())
                  .filter(declared -> declared.identity().equals(it.last().identity()))
                  .anyMatch(declared -> declared.mayBeCreatedOver(it.found())));

  private final Predicate<Outcome> rule;

  PermittedOutcome(Predicate<Outcome> rule) {
    this.rule = rule;
  }

  boolean permits(Outcome outcome) {
    return rule.test(outcome);
  }
}
