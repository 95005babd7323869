package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stacks, events and change sets in the structures of CloudFormation's API. */
final class Descriptions {
  private static final int PAGE = 100;

  private Descriptions() {}

  /**
   * @param parameters the values of the stack's parameters
   */
  static ObjectNode stack(StackState state, Map<String, JsonNode> parameters) {
    StackIdentity stack = state.stack();
    ObjectNode description =
        Json.object()
            .put("StackName", stack.stackName())
            .put("StackId", stack.stackId())
            .put("CreationTime", state.created())
            .put("StackStatus", state.status().name())
            .put("StackStatusReason", state.reason().isEmpty() ? null : state.reason())
            .put("EnableTerminationProtection", state.terminationProtection());
    description.set(
        "Parameters", Json.array(parameters.entrySet(), p -> parameter(p, state.deployed())));
    description.set(
        "Tags",
        Json.array(
            state.deployed().tags().entrySet(),
            tag -> Json.object().put("Key", tag.getKey()).put("Value", tag.getValue())));
    description.set("Outputs", Json.array(state.outputs().entrySet(), Descriptions::output));
    return description;
  }

  /** A page of the events, newest first. */
  static ObjectNode events(Stack stack, Optional<Integer> token) {
    List<StackEvent> all = stack.events();
    int end = token.orElse(all.size());
    int start = Math.max(0, end - PAGE);
    ObjectNode page = Json.object();
    var events = page.putArray("StackEvents");
    for (int i = end - 1; i >= start; i--) {
      StackEvent event = all.get(i);
      events.add(resource(stack, event).put("EventId", event.eventId()));
    }
    if (start > 0) {
      page.put("NextToken", Integer.toString(start));
    }
    return page;
  }

  /** A resource by the last event that it had. */
  static ObjectNode resource(Stack stack, StackEvent event) {
    StackIdentity identity = stack.state().stack();
    ObjectNode description =
        Json.object()
            .put("StackId", identity.stackId())
            .put("StackName", identity.stackName())
            .put("LogicalResourceId", event.logicalResourceId())
            .put("PhysicalResourceId", event.physicalResourceId())
            .put("ResourceType", event.resourceType())
            .put("Timestamp", event.timestamp())
            .put("LastUpdatedTimestamp", event.timestamp())
            .put("ResourceStatus", event.resourceStatus());
    if (!event.reason().isEmpty()) {
      description.put("ResourceStatusReason", event.reason());
    }
    return description;
  }

  static ObjectNode changeSet(ChangeSet changeSet) {
    ObjectNode description = changeSetSummary(changeSet);
    description.set("Changes", Json.array(changeSet.changes(), Descriptions::change));
    return description;
  }

  static ObjectNode changeSetSummary(ChangeSet changeSet) {
    return Json.object()
        .put("ChangeSetName", changeSet.name())
        .put("ChangeSetId", changeSet.id())
        .put("StackId", changeSet.stack().stackId())
        .put("StackName", changeSet.stack().stackName())
        .put("CreationTime", changeSet.created())
        .put("Status", changeSet.executable() ? "CREATE_COMPLETE" : "FAILED")
        .put("ExecutionStatus", changeSet.executable() ? "AVAILABLE" : "UNAVAILABLE")
        .put("StatusReason", changeSet.executable() ? null : changeSet.failure());
  }

  private static ObjectNode change(ResourceChange change) {
    ObjectNode resource =
        Json.object()
            .put("Action", change.action())
            .put("LogicalResourceId", change.logicalId())
            .put("ResourceType", change.type());
    putUnlessEmpty(resource, "PhysicalResourceId", change.physicalId());
    putUnlessEmpty(resource, "PolicyAction", change.policyAction());
    if (change.action().equals("Modify")) {
      resource.put("Replacement", change.replaces() ? "True" : "False");
      resource.set(
          "Scope",
          Json.array(
              change.details().stream().map(ResourceChange.Detail::attribute).distinct().toList(),
              JsonNodeFactory.instance::textNode));
      resource.set("Details", Json.array(change.details(), Descriptions::detail));
    }
    putContext(resource, "BeforeContext", change.before());
    putContext(resource, "AfterContext", change.after());
    return Json.object().put("Type", "Resource").set("ResourceChange", resource);
  }

  private static ObjectNode detail(ResourceChange.Detail detail) {
    ObjectNode target = Json.object().put("Attribute", detail.attribute());
    if (!detail.name().isEmpty()) {
      target
          .put("Name", detail.name())
          .put("Path", "/Properties/" + detail.name())
          .put("RequiresRecreation", detail.replaces() ? "Always" : "Never");
    }
    target.put(
        "AttributeChangeType",
        detail.before().isEmpty() ? "Add" : detail.after().isEmpty() ? "Remove" : "Modify");
    putUnlessEmpty(target, "BeforeValue", detail.before());
    putUnlessEmpty(target, "AfterValue", detail.after());
    ObjectNode description =
        Json.object().put("Evaluation", "Static").put("ChangeSource", "DirectModification");
    return description.set("Target", target);
  }

  private static void putContext(ObjectNode resource, String name, ObjectNode properties) {
    if (properties != null) {
      resource.put(name, Json.object().set("Properties", properties).toString());
    }
  }

  private static void putUnlessEmpty(ObjectNode object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }

  /** Of a parameter that is looked up, its value is the name that was looked up. */
  private static ObjectNode parameter(Map.Entry<String, JsonNode> parameter, Deployment deployed) {
    JsonNode declaration = deployed.template().path("Parameters").path(parameter.getKey());
    String given =
        deployed
            .parameters()
            .getOrDefault(parameter.getKey(), declaration.path("Default").asText());
    ObjectNode description =
        Json.object().put("ParameterKey", parameter.getKey()).put("ParameterValue", given);
    if (declaration.path("Type").asText().startsWith("AWS::SSM::")) {
      description.put("ResolvedValue", parameter.getValue().asText());
    }
    return description;
  }

  private static ObjectNode output(Map.Entry<String, Output> output) {
    return Json.object()
        .put("OutputKey", output.getKey())
        .put("OutputValue", output.getValue().value())
        .put("ExportName", output.getValue().exportName());
  }
}
