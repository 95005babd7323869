package io.github.chimeretention.lambda.model;

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
  private record Change(String logicalId, Resource was, Resource is, boolean written) {}

  private final ModelService service;
  private final ModelLambda lambda;
  private final Map<String, Resource> stack = new TreeMap<>();
  private final Map<String, RetentionSettings> expected;
  private final List<String> script = new ArrayList<>();
  private int events;

  ModelCloudFormation(ModelService service) {
    this.service = service;
    this.lambda = new ModelLambda(service);
    this.expected = new TreeMap<>(service.settings());
  }

  /** What the settings should be by now, for the identities whose periods are on. */
  Map<String, RetentionSettings> expected() {
    return expected;
  }

  /** What was done, a line an event. */
  String script() {
    return String.join("\n", script);
  }

  void deploy(Deployment deployment) {
    script.add("deploy " + deployment);
    Deque<Fault> faults = new ArrayDeque<>(deployment.faults());
    List<Change> changes = new ArrayList<>();
    boolean succeeded = true;
    for (String logicalId : new TreeSet<>(deployment.template().keySet())) {
      succeeded = succeeded && apply(logicalId, deployment, faults, changes);
    }
    if (succeeded && !deployment.otherResourceFails()) {
      cleanUp(deployment, changes, faults);
    } else {
      for (int i = changes.size() - 1; i >= 0; i--) {
        rollBack(changes.get(i), faults);
      }
    }
  }

  private boolean apply(
      String logicalId, Deployment deployment, Deque<Fault> faults, List<Change> changes) {
    Resource was = stack.get(logicalId);
    Declaration declared = deployment.template().get(logicalId);
    if (was != null && was.declared().equals(declared)) {
      return true;
    }
    Fault fault = next(faults);
    JsonNode response =
        was == null
            ? event("Create", logicalId, null, declared, null, fault)
            : event("Update", logicalId, was.physicalResourceId(), declared, was.declared(), fault);
    RetentionSettings settings = service.days(declared.days());
    // A put that is lost on its way counts as done where the settings are those already.
    boolean written =
        !fault.leavesPutUndone()
            || (fault == Fault.PUT_LOST_ON_THE_WAY_THERE
                && settings.equals(expected.get(declared.identity())));
    String id = response.path("PhysicalResourceId").asText();
    changes.add(new Change(logicalId, was, new Resource(declared, id), written));
    if (written) {
      expect(declared.identity(), settings);
    }
    return response.path("Status").asText().equals("SUCCESS");
  }

  private void cleanUp(Deployment deployment, List<Change> changes, Deque<Fault> faults) {
    for (Change change : changes) {
      stack.put(change.logicalId(), change.is());
      if (change.was() != null
          && !change.was().physicalResourceId().equals(change.is().physicalResourceId())) {
        delete(change.logicalId(), change.was(), next(faults));
      }
    }
    for (String logicalId : new TreeSet<>(stack.keySet())) {
      if (!deployment.template().containsKey(logicalId)) {
        delete(logicalId, stack.remove(logicalId), next(faults));
      }
    }
  }

  private void delete(String logicalId, Resource resource, Fault fault) {
    sendDelete(logicalId, resource, fault);
    if (!fault.leavesPutUndone()) {
      expect(resource.declared().identity(), RetentionSettings.OFF);
    }
  }

  /**
   * Undoes a change, for which what was written is to be off, and what stood in the stack is to be.
   */
  private void rollBack(Change change, Deque<Fault> faults) {
    Resource was = change.was();
    Resource is = change.is();
    if (was == null) {
      sendDelete(change.logicalId(), is, passing(faults));
    } else {
      JsonNode response =
          event(
              "Update",
              change.logicalId(),
              is.physicalResourceId(),
              was.declared(),
              is.declared(),
              passing(faults));
      String id = response.path("PhysicalResourceId").asText();
      if (!id.equals(is.physicalResourceId())) {
        sendDelete(change.logicalId(), is, passing(faults));
      }
      expect(was.declared().identity(), service.days(was.declared().days()));
    }
    boolean another = was == null || !was.declared().identity().equals(is.declared().identity());
    if (change.written() && another) {
      expect(is.declared().identity(), RetentionSettings.OFF);
    }
  }

  private void sendDelete(String logicalId, Resource resource, Fault fault) {
    event("Delete", logicalId, resource.physicalResourceId(), resource.declared(), null, fault);
  }

  private static Fault next(Deque<Fault> faults) {
    return faults.isEmpty() ? Fault.NONE : faults.pop();
  }

  /** The next fault, if an event gets over it: with another one the rollback itself would fail. */
  private static Fault passing(Deque<Fault> faults) {
    Fault fault = next(faults);
    return fault.leavesPutUndone() || fault == Fault.GET_REFUSED ? Fault.NONE : fault;
  }

  private void expect(String identity, RetentionSettings settings) {
    if (settings.equals(RetentionSettings.OFF)) {
      expected.remove(identity);
    } else {
      expected.put(identity, settings);
    }
  }

  private JsonNode event(
      String requestType,
      String logicalId,
      String physicalResourceId,
      Declaration declared,
      Declaration old,
      Fault fault) {
    String event =
        """
        {"RequestType": "%s", "ResponseURL": "http://127.0.0.1/response", "StackId": "stack",
         "RequestId": "request-%d", "LogicalResourceId": "%s", "ResourceType": "%s",
         %s%s"ResourceProperties": %s}"""
            .formatted(
                requestType,
                ++events,
                logicalId,
                service.resourceType(),
                physicalResourceId == null
                    ? ""
                    : "\"PhysicalResourceId\": \"%s\", ".formatted(physicalResourceId),
                old == null
                    ? ""
                    : "\"OldResourceProperties\": %s, ".formatted(old.properties(service)),
                declared.properties(service));
    JsonNode response = lambda.invoke(event, fault);
    script.add(
        "  %s %s %s of %s, %s: %s %s %s"
            .formatted(
                requestType,
                logicalId,
                declared,
                physicalResourceId,
                fault,
                response.path("Status").asText(),
                response.path("PhysicalResourceId").asText(),
                response.path("Reason").asText()));
    return response;
  }
}
