package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.model.ModelEvent.RequestType;
import java.util.function.Predicate;

/**
 * The only reasons why an identity's settings may be neither those that the deployed stack declares
 * nor, if it declares none, the pre-existing ones: the limits of a function that keeps no state.
 */
@SuppressWarnings("ImmutableEnumChecker") // The rules have no state.
enum PermittedOutcome {
  /**
   * Lambda delivers an event again, or late, and this invocation puts after CloudFormation has sent
   * another event for the identity. After an abandoned Create this is permitted only if its Delete
   * had ended by then, or was so close to its end that its reads could lag behind the put.
   */
  LATE_DELIVERY(
      it ->
          it.isOvertaken()
              && (it.event().isAbandoned(RequestType.Create)
                  ? it.undoneBy().anyMatch(it::isMissedBy)
                  : it.isAnsweredByAnother() || it.isLate())),

  /**
   * An invocation of a cancelled Create puts more than a minute after the Delete turned the periods
   * off: its calls failed for so long, and another put of that Create was accepted before.
   */
  LATE_PUT(
      it ->
          it.isUndeclared()
              && it.event().isAbandoned(RequestType.Create)
              && it.isLongAfterClearing()),

  /**
   * CloudFormation cancels an Update and at once sends one with the old properties. Both put, and
   * the cancelled one puts last.
   */
  CANCELLED_UPDATE(
      it ->
          it.isOvertaken()
              && it.event().isAbandoned(RequestType.Update)
              && !it.event().isReplacement()),

  /**
   * CloudFormation cancels an Update to another identity. It sends no Delete for that identity,
   * because it has no ID for it. The Update may also put over the settings of a later deployment.
   */
  CANCELLED_REPLACEMENT(
      it ->
          (it.isUndeclared() || it.isOvertaken())
              && it.event().isAbandoned(RequestType.Update)
              && it.event().isReplacement()),

  /**
   * Of two invocations for one event, one puts, but CloudFormation accepts the other's response,
   * which reports that nothing was written.
   */
  DENIED_BY_REPETITION(
      it ->
          it.isUndeclared()
              && it.isAnsweredByAnother()
              && it.event().hasFailed()
              && !it.event().physicalId().equals(it.last().identity())),

  /**
   * The service rejects the calls of an abandoned Create's Delete, which still succeeds. The Create
   * may then put over the settings of a later deployment, too.
   */
  REJECTED_DELETE(it -> it.undoneBy().anyMatch(ModelInvocation::isRejected)),

  /** CloudFormation drops a Delete in a clean-up after it has failed three times. */
  DROPPED_DELETE(
      it ->
          it.isUndeclared()
              && it.later()
                      .filter(event -> event.type == RequestType.Delete && event.hasFailed())
                      .count()
                  >= 3),

  /**
   * A Create put over pre-existing settings, or may have, because they were equal to its own or
   * because of {@code OverwriteExisting}, and its Delete turns the periods off.
   */
  ADOPTED(
      it ->
          it.isOffByDelete()
              && it.events().stream()
                  .filter(event -> event.mayHaveCreated(it.last().identity()))
                  .anyMatch(event -> event.resource.declared().mayBeCreatedOver(it.found()))),

  /** The Delete of an abandoned Create turns off equal settings of another owner. */
  EQUAL_TO_ANOTHER_OWNERS(
      it ->
          it.isOffByDelete()
              && it.puts().stream()
                  .filter(put -> put.by() != null && put.by().event.isDeleteOfInventedId())
                  .map(put -> put.by().event.resource.declared().settings())
                  .anyMatch(it.found()::equals));

  private final Predicate<Outcome> rule;

  PermittedOutcome(Predicate<Outcome> rule) {
    this.rule = rule;
  }

  boolean permits(Outcome outcome) {
    return rule.test(outcome);
  }
}
