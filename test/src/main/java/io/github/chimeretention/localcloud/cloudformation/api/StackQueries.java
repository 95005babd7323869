package io.github.chimeretention.localcloud.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsService.Operation;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.engine.Stack;
import io.github.chimeretention.localcloud.cloudformation.engine.Stack.StackEvent;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Options;
import io.github.chimeretention.localcloud.cloudformation.engine.Stacks;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations that describe stacks. */
record StackQueries(Stacks stacks) {
  private static final int PAGE_SIZE = 100;

  /**
   * Clients sleep for 5 to 30 seconds after each response that reports an operation in progress. So
   * the response waits for the end of the operation, but less than the clients' timeouts.
   */
  private static final Duration HOLD = Duration.ofSeconds(25);

  Map<String, Operation> operations() {
    return Map.of(
        "DescribeStacks", this::describeStacks,
        "DescribeStackEvents", this::describeStackEvents,
        "DescribeStackResources", this::describeStackResources,
        "ListStackResources", this::listStackResources);
  }

  private JsonNode describeStacks(Caller caller, JsonNode input) {
    List<Stack> described = stacks.in(caller.account(), caller.region());
    if (input.has("StackName")) {
      described = List.of(stacks.get(caller, input));
      described.get(0).awaitEnd(HOLD);
    }
    return page(input, "Stacks", described, stack -> describe(stack.state()));
  }

  /** The newest event comes first. */
  private JsonNode describeStackEvents(Caller caller, JsonNode input) {
    List<StackEvent> events = new ArrayList<>(stacks.get(caller, input).events());
    Collections.reverse(events);
    return page(input, "StackEvents", events, Json::object);
  }

  private JsonNode describeStackResources(Caller caller, JsonNode input) {
    if (input.has("PhysicalResourceId")) {
      return describeStackOf(caller, input.get("PhysicalResourceId").asText());
    }
    Map<String, StackEvent> byId = stacks.get(caller, input).resources();
    if (input.has("LogicalResourceId")) {
      byId.keySet().retainAll(List.of(input.get("LogicalResourceId").asText()));
    }
    return stackResources(byId.values());
  }

  /** The resources of the stack that contains a resource with this ID. */
  private JsonNode describeStackOf(Caller caller, String physicalId) {
    return stacks.in(caller.account(), caller.region()).stream()
        .map(stack -> stack.resources().values())
        .filter(all -> all.stream().anyMatch(resource -> has(resource, physicalId)))
        .findFirst()
        .map(StackQueries::stackResources)
        .orElseThrow(() -> AwsException.validation("Stack for " + physicalId + " does not exist"));
  }

  /** Only {@code ListStackResources} has several pages. */
  private static JsonNode stackResources(Collection<StackEvent> all) {
    List<StackEvent> first = all.stream().limit(PAGE_SIZE).toList();
    return Json.object().set("StackResources", Json.members(first, Json::object));
  }

  private static boolean has(StackEvent resource, String physicalId) {
    return resource.physicalResourceId().equals(physicalId)
        && !resource.resourceStatus().equals("DELETE_COMPLETE");
  }

  private JsonNode listStackResources(Caller caller, JsonNode input) {
    return page(
        input,
        "StackResourceSummaries",
        List.copyOf(stacks.get(caller, input).resources().values()),
        resource -> Json.object(resource).put("LastUpdatedTimestamp", resource.timestamp()));
  }

  private static JsonNode describe(StackState state) {
    String reason = state.last().reason();
    ObjectNode description =
        Json.object()
            .put("StackName", state.stack().stackName())
            .put("StackId", state.stack().stackId())
            .put("CreationTime", state.created())
            .put("StackStatus", state.status().name())
            .put("StackStatusReason", reason.isEmpty() ? null : reason)
            .put("EnableTerminationProtection", state.protection())
            .put("DisableRollback", state.last().options().keepFailed())
            .set("Outputs", Json.members(state.stable().outputs(), Json::object));
    describe(description, state.deployment(), state.last().options());
    return description;
  }

  /** Adds the members that stacks and change sets have in common. */
  static void describe(ObjectNode description, Deployment deployment, Options options) {
    description.set(
        "Parameters",
        Json.members(
            deployment.shownParameters().entrySet(),
            one ->
                Json.object()
                    .put("ParameterKey", one.getKey())
                    .put("ParameterValue", one.getValue())));
    description.set(
        "Tags",
        Json.members(
            deployment.tags().entrySet(),
            one -> Json.object().put("Key", one.getKey()).put("Value", one.getValue())));
    description
        .putObject("DeploymentConfig")
        .put("Mode", options.mode())
        .put("DisableRollback", options.keepFailed());
  }

  /**
   * A page of a list, and a token for the next page: the number of remaining items, so that new
   * items at the front don't shift the pages.
   */
  static <T> ObjectNode page(
      JsonNode input, String member, List<T> all, Function<T, JsonNode> toNode) {
    String token = input.path("NextToken").asText();
    if (!token.matches("\\d{0,9}")) {
      throw AwsException.validation(
          "NextToken is " + token + "; it must come from a previous response");
    }
    int start = token.isEmpty() ? 0 : Math.max(0, all.size() - Integer.parseInt(token));
    int end = Math.min(start + PAGE_SIZE, all.size());
    return Json.object()
        .put("NextToken", end < all.size() ? Integer.toString(all.size() - end) : null)
        .set(member, Json.members(all.subList(start, end), toNode));
  }
}
