package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * CloudFormation's handling of a stack's custom resources, and by it what the settings should be.
 *
 * <p>Source: <i>AWS CloudFormation User Guide, Update behaviors of stack resources</i>, and
 * <i>Template Reference, Custom resource request objects</i>.
 */
final class ModelCloudFormation {
  /** A resource as the stack has it. */
  private record Resource(Declaration declared, String physicalResourceId) {}

  /** A resource that this deployment made or changed; was is null if it made it. */
  private record Change(String logicalId, Resource was, Resource is, boolean written) {
    boolean isOfAnotherIdentity() {
      return was == null || !was.declared().identity().equals(is.declared().identity());
    }
  }

  private final ModelLambda lambda;
  private final ModelService service;
  private final Map<String, Resource> stack = new TreeMap<>();
  private final Map<String, RetentionSettings> expected;
  private final List<String> script = new ArrayList<>();
  private int events;

  ModelCloudFormation(ModelLambda lambda, ModelService service) {
    this.lambda = lambda;
    this.service = service;
    this.expected = new TreeMap<>(service.settings());
  }

  /** What the settings should be by now, for the identities whose periods are on. */
  Map<String, RetentionSettings> expected() {
    return expected;
  }

  /** What was done, and what was responded. */
  String script() {
    return String.join("\n", script);
  }

  void deploy(Deployment deployment) {
    script.add("deploy " + deployment);
    Deque<Conditions> conditions = new ArrayDeque<>(deployment.conditions());
    List<Change> changes = new ArrayList<>();
    boolean succeeded = true;
    for (String logicalId : new TreeSet<>(deployment.template().keySet())) {
      succeeded = succeeded && apply(logicalId, deployment, conditions, changes);
    }
    if (succeeded && !deployment.otherResourceFails()) {
      cleanUp(deployment, changes, conditions);
    } else {
      for (int i = changes.size() - 1; i >= 0; i--) {
        rollBack(changes.get(i), conditions);
      }
    }
    lambda.deliverLateEvents();
  }

  private boolean apply(
      String logicalId, Deployment deployment, Deque<Conditions> conditions, List<Change> changes) {
    Resource was = stack.get(logicalId);
    Declaration declared = deployment.template().get(logicalId);
    if (was != null && was.declared().equals(declared)) {
      return true;
    }
    Conditions next = next(conditions);
    Fault fault = next.fault();
    RetentionSettings settings = service.days(declared.days());
    boolean same = settings.equals(expected.get(declared.identity()));
    // A put that is lost on its way counts as done where the settings are those already.
    boolean written =
        !fault.leavesPutUndone() || (fault == Fault.PUT_LOST_ON_THE_WAY_THERE && same);
    boolean succeeds = written && !fault.leavesPutUnknown() && next.confirmPut(same);
    Resource is =
        new Resource(
            declared,
            was == null
                ? create(logicalId, declared, next, succeeds)
                : update(logicalId, was, declared, next, succeeds));
    changes.add(new Change(logicalId, was, is, written || fault.leavesPutUnknown()));
    if (written) {
      expect(declared.identity(), settings);
    } else if (fault.dropsSettings()) {
      expect(declared.identity(), RetentionSettings.OFF);
    }
    return succeeds;
  }

  private void cleanUp(Deployment deployment, List<Change> changes, Deque<Conditions> conditions) {
    for (Change change : changes) {
      stack.put(change.logicalId(), change.is());
      if (change.was() != null
          && !change.was().physicalResourceId().equals(change.is().physicalResourceId())) {
        delete(change.logicalId(), change.was(), next(conditions));
      }
    }
    for (String logicalId : new TreeSet<>(stack.keySet())) {
      if (!deployment.template().containsKey(logicalId)) {
        delete(logicalId, stack.remove(logicalId), next(conditions));
      }
    }
  }

  /** Deletes a resource that was made: its settings are cleared, if that is what becomes of it. */
  private void delete(String logicalId, Resource resource, Conditions conditions) {
    Fault fault = conditions.fault();
    String identity = resource.declared().identity();
    boolean wasOff = !expected.containsKey(identity);
    boolean cleared =
        !fault.leavesPutUndone()
            || fault.dropsSettings()
            || (fault == Fault.PUT_LOST_ON_THE_WAY_THERE && wasOff);
    if (cleared) {
      expect(identity, RetentionSettings.OFF);
    }
    boolean believed = conditions.confirmDelete(wasOff);
    sendDelete(logicalId, resource, conditions, cleared && believed && !fault.leavesPutUnknown());
  }

  /**
   * Undoes a change, for which what was written is to be off, and what stood in the stack is to be.
   */
  private void rollBack(Change change, Deque<Conditions> conditions) {
    Resource was = change.was();
    Resource is = change.is();
    if (was == null) {
      sendDelete(change.logicalId(), is, passing(conditions), true);
    } else {
      String id = update(change.logicalId(), is, was.declared(), passing(conditions), true);
      if (!id.equals(is.physicalResourceId())) {
        sendDelete(change.logicalId(), is, passing(conditions), true);
      }
      expect(was.declared().identity(), service.days(was.declared().days()));
    }
    if (change.written() && change.isOfAnotherIdentity()) {
      expect(is.declared().identity(), RetentionSettings.OFF);
    }
  }

  private static Conditions next(Deque<Conditions> conditions) {
    return conditions.isEmpty() ? Conditions.CALM : conditions.pop();
  }

  /**
   * The next conditions, if an event gets over them: under others the rollback itself would fail.
   */
  private static Conditions passing(Deque<Conditions> conditions) {
    Conditions next = next(conditions);
    return next.fault().isPassing() ? next : next.with(Fault.NONE);
  }

  private void expect(String identity, RetentionSettings settings) {
    if (settings.equals(RetentionSettings.OFF)) {
      expected.remove(identity);
    } else {
      expected.put(identity, settings);
    }
  }

  private String create(
      String logicalId, Declaration declared, Conditions conditions, boolean succeeds) {
    return event("Create", logicalId, null, declared, null, conditions, succeeds);
  }

  private String update(
      String logicalId,
      Resource resource,
      Declaration declared,
      Conditions conditions,
      boolean succeeds) {
    return event(
        "Update",
        logicalId,
        resource.physicalResourceId(),
        declared,
        resource.declared(),
        conditions,
        succeeds);
  }

  private void sendDelete(
      String logicalId, Resource resource, Conditions conditions, boolean succeeds) {
    String id = resource.physicalResourceId();
    assertThat(event("Delete", logicalId, id, resource.declared(), null, conditions, succeeds))
        .as("the id after the delete")
        .isEqualTo(id);
  }

  /** Has an event handled and returns the physical id of the response. */
  private String event(
      String requestType,
      String logicalId,
      String physicalResourceId,
      Declaration declared,
      Declaration old,
      Conditions conditions,
      boolean succeeds) {
    String event =
        """
        {"RequestType": "%s", "ResponseURL": "%s", "StackId": "stack",
         "RequestId": "request-%d", "LogicalResourceId": "%s", "ResourceType": "%s",
         %s%s"ResourceProperties": %s}"""
            .formatted(
                requestType,
                lambda.newResponseUrl(),
                ++events,
                logicalId,
                service.type().name(),
                physicalResourceId == null
                    ? ""
                    : "\"PhysicalResourceId\": \"%s\", ".formatted(physicalResourceId),
                old == null
                    ? ""
                    : "\"OldResourceProperties\": %s, ".formatted(old.properties(service)),
                declared.properties(service));
    script.add(
        "  %s %s: %s, id %s, under %s"
            .formatted(requestType, logicalId, declared, physicalResourceId, conditions));
    JsonNode response = lambda.invoke(event, conditions);
    script.add("    " + response);
    assertThat(response.path("Status").asText()).isEqualTo(succeeds ? "SUCCESS" : "FAILED");
    if (succeeds && !requestType.equals("Delete")) {
      assertThat(response.path("Data").path(service.period()).asInt()).isEqualTo(declared.days());
    }
    return response.path("PhysicalResourceId").asText();
  }
}
