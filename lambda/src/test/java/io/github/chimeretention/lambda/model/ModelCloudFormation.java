package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.OverlappingTime;
import io.github.chimeretention.lambda.model.ModelEvent.RequestType;
import io.github.chimeretention.lambda.model.ModelEvent.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * CloudFormation's handling of a stack's custom resources, which don't depend on each other.
 *
 * <p>Source: <i>AWS CloudFormation User Guide, Update behaviors of stack resources</i>; <i>Template
 * Reference, Custom resource request objects</i>; for cancelled resources and generated IDs, the
 * issues aws-cdk #26139 and cloudformation-coverage-roadmap #1730.
 */
final class ModelCloudFormation {
  private final OverlappingTime time;
  private final ModelService service;
  private final ModelLambda lambda;
  private final RandomGenerator random;
  private final Map<String, Resource> stack = new TreeMap<>();
  private boolean exists;

  ModelCloudFormation(
      OverlappingTime time, ModelService service, ModelLambda lambda, RandomGenerator random) {
    this.time = time;
    this.service = service;
    this.lambda = lambda;
    this.random = random;
  }

  /** Asserts that an identity has the right settings, or others for a permitted reason. */
  void assertOutcome(String identity) {
    Outcome outcome =
        new Outcome(
            service.puts(identity),
            declared(identity),
            lambda.events().stream().filter(it -> it.concerns(identity)).toList());
    assertThat(
            service.hasRemoved(identity)
                || outcome.isRight()
                || Stream.of(PermittedOutcome.values()).anyMatch(it -> it.permits(outcome)))
        .as("%s: %s", identity, outcome)
        .isTrue();
  }

  /** Returns the declaration of an identity in the deployed stack, or null. */
  Declaration declared(String identity) {
    return stack.values().stream()
        .filter(it -> it.isOf(identity))
        .map(Resource::declared)
        .findAny()
        .orElse(null);
  }

  /**
   * Deploys a template, and returns whether that succeeded.
   *
   * @param otherFailure the time until another resource of the stack fails, or null if none does
   */
  boolean deploy(Map<String, Declaration> template, Duration otherFailure) {
    time.note("Deploy " + template + (otherFailure == null ? "" : "; another resource fails"));
    boolean[] fails = {false};
    if (otherFailure != null) {
      time.after(otherFailure, () -> fails[0] = true);
    }
    List<ModelEvent> events = new ArrayList<>();
    template.forEach((logicalId, declared) -> change(logicalId, declared).ifPresent(events::add));
    time.runUntil(
        () ->
            fails[0]
                || events.stream().anyMatch(ModelEvent::hasFailed)
                || (otherFailure == null && events.stream().allMatch(ModelEvent::hasSucceeded)));
    boolean succeeds = !fails[0] && events.stream().allMatch(ModelEvent::hasSucceeded);
    if (succeeds) {
      complete(template, events);
    } else {
      time.note("Cancel the resources in progress, and roll back");
      events.forEach(ModelEvent::abandon);
      time.run(Duration.ofSeconds(2));
      rollBack(events);
    }
    return succeeds;
  }

  private Optional<ModelEvent> change(String logicalId, Declaration declared) {
    Resource was = stack.get(logicalId);
    if (was == null) {
      Resource resource = new Resource(logicalId, null, declared);
      return Optional.of(lambda.send(RequestType.Create, resource, null));
    }
    Resource resource = new Resource(logicalId, was.physicalId(), declared);
    return was.declared().equals(declared)
        ? Optional.empty()
        : Optional.of(lambda.send(RequestType.Update, resource, was.declared()));
  }

  private void complete(Map<String, Declaration> template, List<ModelEvent> events) {
    exists = true;
    List<Resource> deleted = new ArrayList<>();
    for (ModelEvent event : events) {
      String logicalId = event.resource.logicalId();
      Resource is = new Resource(logicalId, event.physicalId(), event.resource.declared());
      Resource was = stack.put(logicalId, is);
      if (was != null && !was.physicalId().equals(is.physicalId())) {
        deleted.add(was);
      }
    }
    for (String logicalId : new TreeSet<>(stack.keySet())) {
      if (!template.containsKey(logicalId)) {
        deleted.add(stack.remove(logicalId));
      }
    }
    cleanUp(deleted);
  }

  private void rollBack(List<ModelEvent> events) {
    List<ModelEvent> updates = new ArrayList<>();
    List<Resource> deleted = new ArrayList<>();
    for (ModelEvent event : events) {
      Resource was = stack.get(event.resource.logicalId());
      Declaration declared = event.resource.declared();
      String id = event.physicalId() == null ? invented(event) : event.physicalId();
      if (was == null || !was.physicalId().equals(id)) {
        deleted.add(new Resource(event.resource.logicalId(), id, declared));
      }
      if (was != null) {
        Resource old = new Resource(was.logicalId(), id, was.declared());
        updates.add(lambda.send(RequestType.Update, old, declared));
      }
    }
    untilDone(updates);
    if (exists) {
      cleanUp(deleted);
    } else {
      untilDone(deletes(deleted));
    }
  }

  /** Generates the ID of a resource for which CloudFormation got no response. */
  private String invented(ModelEvent event) {
    String suffix = Long.toString(random.nextLong(1L << 62, Long.MAX_VALUE), 36);
    return "stack-%s-%s".formatted(event.resource.logicalId(), suffix.toUpperCase(Locale.ROOT));
  }

  private List<ModelEvent> deletes(List<Resource> resources) {
    return resources.stream().map(it -> lambda.send(RequestType.Delete, it, null)).toList();
  }

  /** Sends a clean-up's Deletes, at most three times each, and then drops those that failed. */
  private void cleanUp(List<Resource> resources) {
    failed(again(failed(again(failed(deletes(resources))))));
  }

  private List<ModelEvent> again(List<ModelEvent> events) {
    return events.stream().map(it -> lambda.send(it.type, it.resource, it.previous)).toList();
  }

  /** Waits for the events of a rollback; an operator continues it if it fails. */
  private void untilDone(List<ModelEvent> events) {
    List<ModelEvent> failed = failed(events);
    if (!failed.isEmpty()) {
      time.note("The rollback fails; it is continued later");
      time.runToEnd();
      lambda.disturb(0);
      failed.forEach(this::mend);
      // The operator skips identities that were removed.
      assertThat(failed(again(failed)))
          .as("fail when the rollback is continued")
          .allMatch(
              it ->
                  it.type == RequestType.Update
                      && service.hasRemoved(it.resource.declared().identity()));
    }
  }

  /** Sets the declared days by hand: a rollback to another identity overwrites no others. */
  private void mend(ModelEvent event) {
    Declaration declared = event.resource.declared();
    if (!declared.identity().equals(event.resource.physicalId())
        && event.type == RequestType.Update
        && !declared.mayBeCreatedOver(service.last(declared.identity()).settings())) {
      assertOutcome(declared.identity());
      service.put(declared.identity(), declared.settings(), null, Duration.ZERO);
    }
  }

  /** Waits until nothing is pending, and returns the events that failed. */
  private List<ModelEvent> failed(List<ModelEvent> events) {
    time.runUntil(() -> events.stream().noneMatch(ModelEvent::isPending));
    return events.stream().filter(ModelEvent::hasFailed).toList();
  }
}
