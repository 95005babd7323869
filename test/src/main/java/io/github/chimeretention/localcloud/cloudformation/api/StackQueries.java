package io.github.chimeretention.localcloud.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsService.Operation;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.engine.EventLog.StackEvent;
import io.github.chimeretention.localcloud.cloudformation.engine.Options;
import io.github.chimeretention.localcloud.cloudformation.engine.Stack;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The operations that describe stacks. */
record StackQueries(StackFinder finder) {
  /** A question is held back for as long as the CDK CLI would wait before it asks again. */
  private static final Duration HOLD = Duration.ofSeconds(5);

  Map<String, Operation> operations() {
    return Map.of(
        "DescribeStacks", this::describeStacks,
        "DescribeStackEvents", this::describeStackEvents,
        "DescribeStackResources", this::describeStackResources,
        "ListStackResources", this::listStackResources);
  }

  private JsonNode describeStacks(Caller caller, JsonNode input) {
    List<Stack> stacks = finder.stacks().in(caller.account(), caller.region());
    if (input.has("StackName")) {
      stacks = List.of(finder.stack(caller, input));
      stacks.get(0).awaitEnd(HOLD);
    }
    return Page.of(input, "Stacks", stacks, stack -> describe(stack.state()));
  }

  /** The newest event comes first. */
  private JsonNode describeStackEvents(Caller caller, JsonNode input) {
    List<StackEvent> events = new ArrayList<>(finder.stack(caller, input).events());
    Collections.reverse(events);
    return Page.of(input, "StackEvents", events, Json::object);
  }

  private JsonNode describeStackResources(Caller caller, JsonNode input) {
    if (input.has("PhysicalResourceId")) {
      return describeStackOf(caller, input.get("PhysicalResourceId").asText());
    }
    Map<String, StackEvent> byId = finder.stack(caller, input).resources();
    if (input.has("LogicalResourceId")) {
      byId.keySet().retainAll(List.of(input.get("LogicalResourceId").asText()));
    }
    return Json.object().set("StackResources", Json.members(byId.values(), Json::object));
  }

  /** The resources of the stack that has a resource with this id. */
  private JsonNode describeStackOf(Caller caller, String physicalId) {
    return finder.stacks().in(caller.account(), caller.region()).stream()
        .map(stack -> stack.resources().values())
        .filter(all -> all.stream().anyMatch(it -> has(it, physicalId)))
        .findFirst()
        .<JsonNode>map(all -> Json.object().set("StackResources", Json.members(all, Json::object)))
        .orElseThrow(() -> new StackException("Stack for " + physicalId + " does not exist"));
  }

  private static boolean has(StackEvent resource, String physicalId) {
    return resource.physicalResourceId().equals(physicalId)
        && !resource.resourceStatus().equals("DELETE_COMPLETE");
  }

  private JsonNode listStackResources(Caller caller, JsonNode input) {
    return Page.of(
        input,
        "StackResourceSummaries",
        List.copyOf(finder.stack(caller, input).resources().values()),
        resource -> Json.object(resource).put("LastUpdatedTimestamp", resource.timestamp()));
  }

  private static JsonNode describe(StackState state) {
    Options options = state.options();
    ObjectNode description =
        Json.object()
            .put("StackName", state.stack().stackName())
            .put("StackId", state.stack().stackId())
            .put("CreationTime", state.created())
            .put("StackStatus", state.status().name())
            .put("StackStatusReason", state.reason().isEmpty() ? null : state.reason())
            .put("EnableTerminationProtection", state.protection())
            .put("DisableRollback", options.keepFailed());
    description.putObject("DeploymentConfig").put("Mode", options.mode());
    Deployment deployment = state.deployment();
    description.set(
        "Parameters",
        members(deployment.declaredParameters().shown(), "ParameterKey", "ParameterValue"));
    description.set("Tags", members(deployment.tags(), "Key", "Value"));
    description.set("Outputs", Json.members(state.outputs(), Json::object));
    return description;
  }

  static ObjectNode members(Map<String, String> values, String key, String value) {
    return Json.members(
        values.entrySet(), one -> Json.object().put(key, one.getKey()).put(value, one.getValue()));
  }
}
