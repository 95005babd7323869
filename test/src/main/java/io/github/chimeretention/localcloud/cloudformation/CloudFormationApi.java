package io.github.chimeretention.localcloud.cloudformation;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.QueryProtocol;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.cloudformation.EventLog.StackEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CloudFormation's operations, as far as the CDK CLI calls them. */
public record CloudFormationApi(CloudFormation cloudFormation, S3 templates) {
  /** A question is held back for as long as the CDK CLI would wait before it asks again. */
  private static final Duration HOLD = Duration.ofSeconds(5);

  private static final int PAGE = 100;

  public AwsService api() {
    return new QueryProtocol(
        "http://cloudformation.amazonaws.com/doc/2010-05-15/",
        Map.ofEntries(
            entry("DescribeStacks", this::describeStacks),
            entry("GetTemplate", this::getTemplate),
            entry("CreateChangeSet", this::createChangeSet),
            entry("DescribeChangeSet", this::describeChangeSet),
            entry("ExecuteChangeSet", this::executeChangeSet),
            entry("DeleteChangeSet", this::deleteChangeSet),
            entry("DeleteStack", this::deleteStack),
            entry("ContinueUpdateRollback", this::continueUpdateRollback),
            entry("UpdateTerminationProtection", this::updateTerminationProtection),
            entry("DescribeStackEvents", this::describeStackEvents),
            entry("DescribeStackResources", this::describeStackResources),
            entry("ListStackResources", this::listStackResources)));
  }

  private JsonNode describeStacks(Caller caller, JsonNode input) {
    List<Stack> stacks = cloudFormation.stacks().in(caller.account(), caller.region());
    if (input.has("StackName")) {
      stacks = List.of(stack(caller, input));
      stacks.get(0).awaitEnd(HOLD);
    }
    return Json.object().set("Stacks", Json.members(stacks, stack -> describe(stack.state())));
  }

  private JsonNode getTemplate(Caller caller, JsonNode input) {
    JsonNode template = stack(caller, input).state().deployed().template();
    return Json.object().put("TemplateBody", template.toString());
  }

  private JsonNode createChangeSet(Caller caller, JsonNode input) {
    boolean create = input.path("ChangeSetType").asText().equals("CREATE");
    String name = Json.required(input, "StackName");
    Stack stack =
        create
            ? find(caller, name)
                .orElseGet(() -> cloudFormation.review(name, caller.account(), caller.region()))
            : stack(caller, input);
    Deployment target = deployment(input, stack.state().deployed());
    String changeSetName = Json.required(input, "ChangeSetName");
    ChangeSet changeSet = cloudFormation.createChangeSet(stack, create, changeSetName, target);
    return Json.object().put("Id", changeSet.id()).put("StackId", changeSet.stack().stackId());
  }

  private Deployment deployment(JsonNode input, Deployment before) {
    Map<String, String> parameters = new HashMap<>();
    for (JsonNode parameter : input.path("Parameters").path("member")) {
      String key = Json.required(parameter, "ParameterKey");
      String value =
          parameter.path("UsePreviousValue").asBoolean()
              ? before.parameters().get(key)
              : Json.required(parameter, "ParameterValue");
      // A parameter that was never given keeps its default.
      if (value != null) {
        parameters.put(key, value);
      }
    }
    Map<String, String> tags = new HashMap<>();
    for (JsonNode tag : input.path("Tags").path("member")) {
      tags.put(Json.required(tag, "Key"), Json.required(tag, "Value"));
    }
    return new Deployment(template(input), parameters, tags);
  }

  private JsonNode template(JsonNode input) {
    if (input.has("TemplateBody")) {
      return Json.parse(input.get("TemplateBody").asText());
    }
    String[] path = URI.create(Json.required(input, "TemplateURL")).getPath().split("/", 3);
    try {
      return Json.parse(Files.readString(templates.file(path[1], path[2])));
    } catch (IOException e) {
      throw new UncheckedIOException("The template can't be read", e);
    }
  }

  private JsonNode describeChangeSet(Caller caller, JsonNode input) {
    return changeSet(caller, input).description();
  }

  private JsonNode executeChangeSet(Caller caller, JsonNode input) {
    ChangeSet changeSet = changeSet(caller, input);
    if (!changeSet.executable()) {
      throw new AwsException(
          400,
          "InvalidChangeSetStatus",
          "ChangeSet [%s] cannot be executed in its current status of [FAILED]"
              .formatted(changeSet.id()));
    }
    cloudFormation.execute(changeSet);
    return Json.object();
  }

  private JsonNode deleteChangeSet(Caller caller, JsonNode input) {
    String name = Json.required(input, "ChangeSetName");
    find(caller, input.path("StackName").asText())
        .ifPresent(stack -> stack.changeSets().values().removeIf(one -> one.isNamed(name)));
    return Json.object();
  }

  private JsonNode deleteStack(Caller caller, JsonNode input) {
    find(caller, Json.required(input, "StackName")).ifPresent(cloudFormation::delete);
    return Json.object();
  }

  private JsonNode continueUpdateRollback(Caller caller, JsonNode input) {
    cloudFormation.continueUpdateRollback(stack(caller, input));
    return Json.object();
  }

  private JsonNode updateTerminationProtection(Caller caller, JsonNode input) {
    Stack stack = stack(caller, input);
    boolean enable = input.path("EnableTerminationProtection").asBoolean();
    stack.set(stack.state().protect(enable));
    return Json.object().put("StackId", stack.state().stack().stackId());
  }

  /** A page of the events, newest first. */
  private JsonNode describeStackEvents(Caller caller, JsonNode input) {
    List<StackEvent> all = stack(caller, input).events();
    int end = input.path("NextToken").asInt(all.size());
    int start = Math.max(0, end - PAGE);
    List<StackEvent> page = new ArrayList<>(all.subList(start, end));
    Collections.reverse(page);
    return Json.object()
        .put("NextToken", start > 0 ? Integer.toString(start) : null)
        .set("StackEvents", Json.members(page, Json::object));
  }

  private JsonNode describeStackResources(Caller caller, JsonNode input) {
    Map<String, StackEvent> byId = stack(caller, input).resources();
    if (input.has("LogicalResourceId")) {
      byId.keySet().retainAll(List.of(input.get("LogicalResourceId").asText()));
    }
    return Json.object().set("StackResources", Json.members(byId.values(), Json::object));
  }

  private JsonNode listStackResources(Caller caller, JsonNode input) {
    return Json.object()
        .set(
            "StackResourceSummaries",
            Json.members(
                stack(caller, input).resources().values(),
                resource ->
                    Json.object(resource).put("LastUpdatedTimestamp", resource.timestamp())));
  }

  private static JsonNode describe(StackState state) {
    ObjectNode description =
        Json.object()
            .put("StackName", state.stack().stackName())
            .put("StackId", state.stack().stackId())
            .put("CreationTime", state.created())
            .put("StackStatus", state.status().name())
            .put("StackStatusReason", state.reason().isEmpty() ? null : state.reason())
            .put("EnableTerminationProtection", state.protection());
    Deployment deployed = state.deployed();
    Map<String, String> parameters = new HashMap<>();
    for (Map.Entry<String, JsonNode> declared :
        deployed.template().path("Parameters").properties()) {
      parameters.put(declared.getKey(), deployed.parameter(declared.getKey()).orElse(""));
    }
    description.set("Parameters", members(parameters, "ParameterKey", "ParameterValue"));
    description.set("Tags", members(deployed.tags(), "Key", "Value"));
    description.set("Outputs", Json.members(state.outputs(), Json::object));
    return description;
  }

  private static ObjectNode members(Map<String, String> values, String key, String value) {
    return Json.members(
        values.entrySet(), one -> Json.object().put(key, one.getKey()).put(value, one.getValue()));
  }

  /** The change set of a request, whose id alone is enough. */
  private ChangeSet changeSet(Caller caller, JsonNode input) {
    String nameOrId = Json.required(input, "ChangeSetName");
    List<Stack> stacks =
        input.has("StackName")
            ? List.of(stack(caller, input))
            : cloudFormation.stacks().in(caller.account(), caller.region());
    return stacks.stream()
        .flatMap(stack -> stack.changeSet(nameOrId).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new AwsException(
                    404, "ChangeSetNotFound", "ChangeSet [" + nameOrId + "] does not exist"));
  }

  /** The stack of a request. The CDK CLI compares the text of the error if there is none. */
  private Stack stack(Caller caller, JsonNode input) {
    String nameOrId = Json.required(input, "StackName");
    return find(caller, nameOrId)
        .orElseThrow(() -> new StackException("Stack with id " + nameOrId + " does not exist"));
  }

  private Optional<Stack> find(Caller caller, String nameOrId) {
    return nameOrId.startsWith("arn:")
        ? cloudFormation.stacks().find(nameOrId)
        : cloudFormation.stacks().find(caller.account(), caller.region(), nameOrId);
  }
}
