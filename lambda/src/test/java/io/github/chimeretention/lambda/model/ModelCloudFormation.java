package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.model.ModelEvent.Request;
import io.github.chimeretention.lambda.model.ModelEvent.RequestType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * CloudFormation's handling of a stack's custom resources, which don't depend on each other.
 *
 * <p>Source: <i>AWS CloudFormation User Guide, Update behaviors of stack resources</i>; <i>Template
 * Reference, Custom resource request objects</i>; for cancelled resources and invented ids, the
 * issues aws-cdk #26139 and cloudformation-coverage-roadmap #1730.
 */
final class ModelCloudFormation {
  /** A resource as the stack has it. */
  private record Resource(Declaration declared, String physicalId) {}

  /** A resource that a deployment makes or changes; {@code was} is null if it makes it. */
  private record Change(String logicalId, Resource was, ModelEvent event) {}

  private final ModelTime time;
  private final ModelService service;
  private final ModelLambda lambda;
  private final RandomGenerator random;
  private final Map<String, Resource> stack = new TreeMap<>();
  private boolean exists;

  ModelCloudFormation(
      ModelTime time, ModelService service, ModelLambda lambda, RandomGenerator random) {
    this.time = time;
    this.service = service;
    this.lambda = lambda;
    this.random = random;
  }

  /** Asserts that an identity has the settings that it should have, or a reason not to. */
  void assertOutcome(String identity) {
    if (!service.hasRemoved(identity)) {
      Outcome outcome =
          new Outcome(
              service.last(identity),
              service.found(identity),
              declared(identity),
              lambda.events().stream().filter(it -> it.concerns(identity)).toList());
      assertThat(
              outcome.isRight()
                  || Stream.of(PermittedOutcome.values()).anyMatch(it -> it.permits(outcome)))
          .as(
              "%s is %s; found: %s, declared: %s",
              identity, outcome.last().settings(), outcome.found(), outcome.declared())
          .isTrue();
    }
  }

  /** What the deployed stack declares of an identity, or null. */
  Declaration declared(String identity) {
    return stack.values().stream()
        .map(Resource::declared)
        .filter(it -> it.identity().equals(identity))
        .findAny()
        .orElse(null);
  }

  /**
   * Deploys a template, and returns whether that succeeded.
   *
   * @param otherFailure after which time another resource fails, null if none does
   */
  boolean deploy(Map<String, Declaration> template, Duration otherFailure) {
    time.note("Deploy " + template + (otherFailure == null ? "" : "; another resource fails"));
    boolean[] fails = {false};
    List<Change> changes = start(template);
    if (otherFailure != null) {
      time.after(otherFailure, () -> fails[0] = true);
    }
    time.runUntil(
        () ->
            fails[0]
                || changes.stream().anyMatch(it -> it.event().hasFailed())
                || (otherFailure == null
                    && changes.stream().allMatch(it -> it.event().hasSucceeded())));
    if (otherFailure == null && changes.stream().allMatch(it -> it.event().hasSucceeded())) {
      complete(template, changes);
      return true;
    }
    changes.forEach(it -> it.event().abandon());
    time.note("Cancel what is in progress, and roll back");
    time.run(Duration.ofSeconds(2));
    rollBack(changes);
    return false;
  }

  private List<Change> start(Map<String, Declaration> template) {
    List<Change> changes = new ArrayList<>();
    template.forEach(
        (logicalId, declared) -> {
          Resource was = stack.get(logicalId);
          if (was == null) {
            ModelEvent create =
                lambda.send(new Request(RequestType.Create, logicalId, null, declared, null));
            changes.add(new Change(logicalId, null, create));
          } else if (!was.declared().equals(declared)) {
            changes.add(
                new Change(
                    logicalId, was, update(logicalId, was.physicalId(), declared, was.declared())));
          }
        });
    return changes;
  }

  private ModelEvent update(
      String logicalId, String physicalId, Declaration declared, Declaration previous) {
    return lambda.send(new Request(RequestType.Update, logicalId, physicalId, declared, previous));
  }

  private void complete(Map<String, Declaration> template, List<Change> changes) {
    exists = true;
    List<Request> deletes = new ArrayList<>();
    for (Change change : changes) {
      Resource is = new Resource(change.event().request.declared(), change.event().physicalId());
      stack.put(change.logicalId(), is);
      if (change.was() != null && !change.was().physicalId().equals(is.physicalId())) {
        deletes.add(delete(change.logicalId(), change.was()));
      }
    }
    for (String logicalId : new TreeSet<>(stack.keySet())) {
      if (!template.containsKey(logicalId)) {
        deletes.add(delete(logicalId, stack.remove(logicalId)));
      }
    }
    cleanUp(deletes);
  }

  private static Request delete(String logicalId, Resource resource) {
    return new Request(
        RequestType.Delete, logicalId, resource.physicalId(), resource.declared(), null);
  }

  private void rollBack(List<Change> changes) {
    List<Request> updates = new ArrayList<>();
    List<Request> deletes = new ArrayList<>();
    for (Change change : changes) {
      Declaration declared = change.event().request.declared();
      String id = change.event().physicalId();
      if (change.was() == null) {
        deletes.add(
            delete(
                change.logicalId(),
                new Resource(declared, id == null ? invented(change.logicalId()) : id)));
      } else {
        updates.add(
            new Request(
                RequestType.Update, change.logicalId(), id, change.was().declared(), declared));
        if (!id.equals(change.was().physicalId())) {
          deletes.add(delete(change.logicalId(), new Resource(declared, id)));
        }
      }
    }
    untilDone(updates);
    if (exists) {
      cleanUp(deletes);
    } else {
      untilDone(deletes);
    }
  }

  /** The id of a resource for which CloudFormation got no response. */
  private String invented(String logicalId) {
    int length = random.nextInt(12, 14);
    StringBuilder suffix = new StringBuilder();
    random
        .ints(length, 0, 36)
        .forEach(it -> suffix.append(Character.toUpperCase(Character.forDigit(it, 36))));
    return "stack-%s-%s".formatted(logicalId, suffix);
  }

  /** Sends events again until they succeed, as an operator does who continues a failed rollback. */
  private void untilDone(List<Request> requests) {
    List<Request> failed = failed(requests);
    if (!failed.isEmpty()) {
      time.note("The rollback fails; it is continued later");
      time.runToEnd();
      lambda.disturb(0);
      failed.forEach(this::mend);
      List<Request> skipped =
          failed.stream()
              .filter(it -> it.type() == RequestType.Update)
              .filter(it -> service.hasRemoved(it.declared().identity()))
              .toList();
      assertThat(failed(failed)).as("fail when the rollback is continued").isEqualTo(skipped);
    }
  }

  /** Sets by hand what a rollback to another identity can't put over other settings. */
  private void mend(Request request) {
    String identity = request.declared().identity();
    if (request.isReplacement()
        && !request.physicalId().equals(identity)
        && !request.declared().mayBeCreatedOver(service.last(identity).settings())) {
      assertOutcome(identity);
      service.put(identity, request.declared().settings(), null, Duration.ZERO);
    }
  }

  /** Sends Deletes, and those that fail twice again; then they are dropped. */
  private void cleanUp(List<Request> requests) {
    failed(failed(failed(requests))).forEach(it -> time.note("Dropped: " + it));
  }

  /** Sends events, and returns the requests of those that fail. */
  private List<Request> failed(List<Request> requests) {
    List<ModelEvent> events = requests.stream().map(lambda::send).toList();
    time.runUntil(() -> events.stream().noneMatch(ModelEvent::isPending));
    return events.stream().filter(ModelEvent::hasFailed).map(it -> it.request).toList();
  }
}
