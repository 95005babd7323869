package io.github.chimeretention.localcloud.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsService.Operation;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.cloudformation.engine.Engine;
import io.github.chimeretention.localcloud.cloudformation.engine.Stack;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState;
import io.github.chimeretention.localcloud.cloudformation.engine.StackStatus;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.Differences;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.Template;
import io.github.chimeretention.localcloud.cloudformation.template.TemplateText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The change sets of all stacks. Executing a change set deletes the stack's other change sets. */
final class ChangeSets {
  private static final List<String> NOT_SERVED =
      List.of(
          "DeploymentMode",
          "ImportExistingResources",
          "NotificationARNs",
          "ResourcesToImport",
          "RollbackConfiguration");

  private final Engine engine;
  private final S3 buckets;
  private final List<ChangeSet> changeSets = new ArrayList<>();

  ChangeSets(Engine engine, S3 buckets) {
    this.engine = engine;
    this.buckets = buckets;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "CreateChangeSet", this::createChangeSet,
        "DescribeChangeSet", this::describeChangeSet,
        "ExecuteChangeSet", this::executeChangeSet,
        "DeleteChangeSet", this::deleteChangeSet,
        "GetTemplate", this::getTemplate);
  }

  private synchronized JsonNode createChangeSet(Caller caller, JsonNode input) {
    checkServed(input);
    String stackName = Json.required(input, "StackName");
    String name = Json.required(input, "ChangeSetName");
    Optional<Stack> stack = engine.stacks().find(caller, stackName);
    checkStatus(stackName, stack, input.path("ChangeSetType").asText().equals("CREATE"));
    StackIdentity identity =
        stack
            .map(existing -> existing.state().stack())
            .orElseGet(() -> StackIdentity.create(stackName, caller.account(), caller.region()));
    ChangeSet planned = planned(identity, stack, input);
    Optional<ChangeSet> same = find(identity, name);
    same.ifPresent(one -> one.checkRepeated(input));
    if (same.isEmpty()) {
      // Only now, so that a rejected request leaves no stack behind.
      Stack unused = stack.orElseGet(() -> engine.review(identity));
      changeSets.add(planned);
    }
    return Json.object().put("Id", same.orElse(planned).id()).put("StackId", identity.stackId());
  }

  private ChangeSet planned(StackIdentity identity, Optional<Stack> stack, JsonNode input) {
    Deployment deployed = stack.map(one -> one.state().deployment()).orElse(Deployment.NONE);
    Template target = engine.resolve(identity, deployment(input, deployed));
    checkCapabilities(target.capability(), Json.texts(input.path("Capabilities")));
    Differences differences =
        new Differences(target, deployed, stack.map(Stack::currentResources).orElse(Map.of()));
    boolean paused = stack.filter(one -> one.state().status().paused()).isPresent();
    String name = input.get("ChangeSetName").asText();
    return new ChangeSet(
        identity.arn("cloudformation", "changeSet/" + name + "/" + UUID.randomUUID()),
        identity,
        input,
        target.deployment(),
        Instant.now().toString(),
        differences.changes(),
        paused || !differences.areNone());
  }

  private synchronized JsonNode describeChangeSet(Caller caller, JsonNode input) {
    return changeSet(caller, input).describe(input);
  }

  private synchronized JsonNode executeChangeSet(Caller caller, JsonNode input) {
    ChangeSet changeSet = changeSet(caller, input);
    if (!changeSet.executable()) {
      throw new AwsException(
          400,
          "InvalidChangeSetStatus",
          "ChangeSet [%s] cannot be executed in its current status of [FAILED]"
              .formatted(changeSet.id()));
    }
    Stack stack = engine.stacks().find(caller, changeSet.stack().stackId()).orElseThrow();
    engine.deploy(stack, changeSet.target(), changeSet.options(input));
    changeSets.removeIf(one -> one.stack().equals(changeSet.stack()));
    return Json.object();
  }

  private synchronized JsonNode deleteChangeSet(Caller caller, JsonNode input) {
    String nameOrId = Json.required(input, "ChangeSetName");
    Optional<Stack> stack = engine.stacks().find(caller, input.path("StackName").asText());
    changeSets.removeIf(
        one -> one.isNamed(stack.map(it -> it.state().stack()).orElse(null), nameOrId));
    return Json.object();
  }

  private synchronized JsonNode getTemplate(Caller caller, JsonNode input) {
    JsonNode template =
        input.has("ChangeSetName")
            ? changeSet(caller, input).target().template()
            : engine.stacks().get(caller, input).state().deployment().template();
    return Json.object().put("TemplateBody", template.toString());
  }

  private static void checkServed(JsonNode input) {
    List<String> given =
        NOT_SERVED.stream()
            .filter(name -> !input.path(name).isEmpty() || isSet(input.path(name).asText()))
            .toList();
    if (!given.isEmpty()) {
      throw AwsException.validation(
          "The local cloud does not serve " + given + " of CreateChangeSet");
    }
  }

  private static boolean isSet(String option) {
    return !option.isEmpty() && !option.equals("false");
  }

  private static void checkStatus(String stackName, Optional<Stack> stack, boolean create) {
    if (!create && stack.isEmpty()) {
      throw AwsException.validation("Stack [" + stackName + "] does not exist");
    }
    if (stack.isPresent()) {
      StackState state = stack.get().state();
      if (create && state.status() != StackStatus.REVIEW_IN_PROGRESS) {
        throw AwsException.validation(
            "Stack [%s] already exists and cannot be created again with the changeSet"
                .formatted(stackName));
      }
      state.require(create || state.status().updatable(), "be updated");
    }
  }

  private static void checkCapabilities(String required, List<String> given) {
    if (!required.isEmpty()
        && !given.contains(required)
        && !given.contains("CAPABILITY_NAMED_IAM")) {
      throw new AwsException(
          400, "InsufficientCapabilitiesException", "Requires capabilities : [" + required + "]");
    }
  }

  private Deployment deployment(JsonNode input, Deployment before) {
    Map<String, String> parameters = new HashMap<>();
    for (JsonNode parameter : input.path("Parameters").path("member")) {
      String key = Json.required(parameter, "ParameterKey");
      if (!parameter.path("UsePreviousValue").asBoolean()) {
        parameters.put(key, Json.required(parameter, "ParameterValue"));
      } else if (before.parameters().containsKey(key)) {
        // A parameter without a given value keeps its default.
        parameters.put(key, before.parameters().get(key));
      }
    }
    Map<String, String> tags = new HashMap<>();
    for (JsonNode tag : input.path("Tags").path("member")) {
      tags.put(Json.required(tag, "Key"), Json.required(tag, "Value"));
    }
    return new Deployment(template(input, before), parameters, tags);
  }

  private JsonNode template(JsonNode input, Deployment before) {
    if (input.path("UsePreviousTemplate").asBoolean()) {
      return before.template();
    }
    if (input.has("TemplateBody")) {
      return TemplateText.inline(input.get("TemplateBody").asText());
    }
    String[] path = URI.create(Json.required(input, "TemplateURL")).getPath().split("/", 3);
    try {
      return TemplateText.stored(Files.readString(buckets.file(path[1], path[2])));
    } catch (IOException e) {
      throw new UncheckedIOException("The template can't be read", e);
    }
  }

  private Optional<ChangeSet> find(StackIdentity stack, String nameOrId) {
    return changeSets.stream().filter(one -> one.isNamed(stack, nameOrId)).findFirst();
  }

  /** The change set that a request refers to; its ID is sufficient. */
  private ChangeSet changeSet(Caller caller, JsonNode input) {
    String nameOrId = Json.required(input, "ChangeSetName");
    StackIdentity stack =
        input.has("StackName") ? engine.stacks().get(caller, input).state().stack() : null;
    return find(stack, nameOrId)
        .orElseThrow(
            () ->
                new AwsException(
                    404, "ChangeSetNotFound", "ChangeSet [" + nameOrId + "] does not exist"));
  }
}
