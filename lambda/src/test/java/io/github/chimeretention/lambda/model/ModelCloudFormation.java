package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * CloudFormation's handling of a stack's custom resources, and by it what the settings should be.
 *
 * <p>Source: <i>AWS CloudFormation User Guide, Update behaviors of stack resources</i>, and
 * <i>Template Reference, Custom resource request objects</i>.
 */
final class ModelCloudFormation {
  /** What a template declares of one resource: days for an identity. */
  record Declaration(String identity, int days) {}

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
  private final Supplier<Conditions> conditions;
  private final Map<String, Resource> stack = new TreeMap<>();
  private final Map<String, RetentionSettings> expected;
  private final List<String> script = new ArrayList<>();
  private int events;

  /** Makes a CloudFormation whose next event is handled under the next conditions. */
  ModelCloudFormation(ModelLambda lambda, Supplier<Conditions> conditions) {
    this.lambda = lambda;
    this.service = lambda.service();
    this.conditions = conditions;
    this.expected = new TreeMap<>(service.settings());
    script.add("found " + expected);
  }

  /** What the settings should be by now, for the identities whose periods are on. */
  Map<String, RetentionSettings> expected() {
    return expected;
  }

  /** What was done, and what was responded. */
  String script() {
    return String.join("\n", script);
  }

  /** Deploys a template, of which another resource may fail after these. */
  void deploy(Map<String, Declaration> template, boolean otherResourceFails) {
    script.add("deploy " + template + (otherResourceFails ? ", then another one fails" : ""));
    List<Change> changes = new ArrayList<>();
    boolean succeeded = true;
    for (String logicalId : template.keySet()) {
      succeeded = succeeded && apply(logicalId, template.get(logicalId), changes);
    }
    if (succeeded && !otherResourceFails) {
      cleanUp(template, changes);
    } else {
      Collections.reverse(changes);
      changes.forEach(this::rollBack);
    }
    lambda.deliverLateEvents();
  }

  private boolean apply(String logicalId, Declaration declared, List<Change> changes) {
    Resource was = stack.get(logicalId);
    if (was != null && was.declared().equals(declared)) {
      return true;
    }
    Conditions next = conditions.get();
    Fault fault = next.fault();
    RetentionSettings settings = service.days(declared.days());
    boolean same = settings.equals(expected.get(declared.identity()));
    // A put that is lost on its way counts as done where the settings are those already.
    boolean written =
        !fault.leavesPutUndone() || (fault == Fault.PUT_LOST_ON_THE_WAY_THERE && same);
    boolean succeeds = written && !fault.leavesPutUnknown() && next.confirmPut(same);
    String id = send(was == null ? "Create" : "Update", logicalId, was, declared, next, succeeds);
    Resource is = new Resource(declared, id);
    changes.add(new Change(logicalId, was, is, written || fault.leavesPutUnknown()));
    if (written) {
      expect(declared.identity(), settings);
    } else if (fault.dropsSettings()) {
      expect(declared.identity(), RetentionSettings.OFF);
    }
    return succeeds;
  }

  private void cleanUp(Map<String, Declaration> template, List<Change> changes) {
    for (Change change : changes) {
      stack.put(change.logicalId(), change.is());
      if (change.was() != null
          && !change.was().physicalResourceId().equals(change.is().physicalResourceId())) {
        delete(change.logicalId(), change.was());
      }
    }
    for (String logicalId : new TreeSet<>(stack.keySet())) {
      if (!template.containsKey(logicalId)) {
        delete(logicalId, stack.remove(logicalId));
      }
    }
  }

  /** Deletes a resource that was made: its settings are cleared, if that is what becomes of it. */
  private void delete(String logicalId, Resource resource) {
    Conditions next = conditions.get();
    Fault fault = next.fault();
    String identity = resource.declared().identity();
    boolean wasOff = !expected.containsKey(identity);
    boolean cleared =
        !fault.leavesPutUndone()
            || fault.dropsSettings()
            || (fault == Fault.PUT_LOST_ON_THE_WAY_THERE && wasOff);
    if (cleared) {
      expect(identity, RetentionSettings.OFF);
    }
    boolean believed = next.confirmDelete(wasOff) && !fault.leavesPutUnknown();
    sendDelete(logicalId, resource, next, cleared && believed);
  }

  /**
   * Undoes a change, for which what was written is to be off, and what stood in the stack is to be.
   */
  private void rollBack(Change change) {
    Resource was = change.was();
    Resource is = change.is();
    if (was == null) {
      sendDelete(change.logicalId(), is, passing(), true);
    } else {
      String id = send("Update", change.logicalId(), is, was.declared(), passing(), true);
      if (!id.equals(is.physicalResourceId())) {
        sendDelete(change.logicalId(), is, passing(), true);
      }
      expect(was.declared().identity(), service.days(was.declared().days()));
    }
    if (change.written() && change.isOfAnotherIdentity()) {
      expect(is.declared().identity(), RetentionSettings.OFF);
    }
  }

  /**
   * The next conditions, if an event gets over them: under others the rollback itself would fail.
   */
  private Conditions passing() {
    Conditions next = conditions.get();
    return next.fault().isPassing() ? next : next.with(Fault.NONE);
  }

  private void expect(String identity, RetentionSettings settings) {
    if (settings.equals(RetentionSettings.OFF)) {
      expected.remove(identity);
    } else {
      expected.put(identity, settings);
    }
  }

  private void sendDelete(String logicalId, Resource resource, Conditions next, boolean succeeds) {
    assertThat(send("Delete", logicalId, resource, resource.declared(), next, succeeds))
        .as("the id after the delete")
        .isEqualTo(resource.physicalResourceId());
  }

  /** Has an event of a resource handled and returns the physical id of the response. */
  private String send(
      String requestType,
      String logicalId,
      Resource resource,
      Declaration declared,
      Conditions next,
      boolean succeeds) {
    String id = resource == null ? "" : resource.physicalResourceId();
    script.add("  %s %s %s: %s, under %s".formatted(requestType, logicalId, id, declared, next));
    String event =
        """
        {"RequestType": "%s", "ResponseURL": "%s", "StackId": "stack",
         "RequestId": "request-%d", "LogicalResourceId": "%s", "PhysicalResourceId": "%s",
         "ResourceType": "%s",
         "ResourceProperties": {"ServiceTimeout": "%d", "%s": "%s", "%s": "%d"}}"""
            .formatted(
                requestType,
                lambda.newResponseUrl(),
                ++events,
                logicalId,
                id,
                service.type().name(),
                ModelLambda.SERVICE_TIMEOUT.toSeconds(),
                service.type().identityProperty(),
                declared.identity(),
                service.period(),
                declared.days())
            // A Create has none.
            .replace("\"PhysicalResourceId\": \"\",", "");
    JsonNode response = lambda.invoke(event, next);
    script.add("    " + response);
    assertThat(response.path("Status").asText()).isEqualTo(succeeds ? "SUCCESS" : "FAILED");
    if (succeeds && !requestType.equals("Delete")) {
      assertThat(response.path("Data").path(service.period()).asInt()).isEqualTo(declared.days());
    }
    return response.path("PhysicalResourceId").asText();
  }
}
