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
import io.github.chimeretention.localcloud.cloudformation.template.StackException;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.Template;
import io.github.chimeretention.localcloud.cloudformation.template.TemplateText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The change sets of all stacks. When one of a stack is executed, the others are gone. */
final class ChangeSets {
  private static final List<String> NOT_SERVED =
      List.of("ResourcesToImport", "NotificationARNs", "RollbackConfiguration", "DeploymentMode");

  private final Engine engine;
  private final StackFinder finder;
  private final S3 buckets;
  private final List<ChangeSet> changeSets = new ArrayList<>();

  ChangeSets(Engine engine, StackFinder finder, S3 buckets) {
    this.engine = engine;
    this.finder = finder;
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
    Optional<Stack> stack = finder.find(caller, stackName);
    boolean create = input.path("ChangeSetType").asText().equals("CREATE");
    if (!create && stack.isEmpty()) {
      throw new StackException("Stack [" + stackName + "] does not exist");
    }
    stack.ifPresent(existing -> checkStatus(existing.state(), create));
    StackIdentity identity =
        stack
            .map(existing -> existing.state().stack())
            .orElseGet(() -> StackIdentity.create(stackName, caller.account(), caller.region()));
    Deployment deployed = stack.map(one -> one.state().deployment()).orElse(Deployment.NONE);
    Template target = engine.resolve(identity, deployment(input, deployed));
    Capabilities.check(target, input);
    Differences differences =
        new Differences(target, deployed, stack.map(Stack::currentResources).orElse(Map.of()));
    boolean paused = stack.filter(one -> one.state().status().paused()).isPresent();
    ChangeSet changeSet =
        ChangeSet.of(identity, input, differences, paused || !differences.areNone());
    Optional<ChangeSet> same = find(identity, changeSet.name());
    if (same.isPresent()) {
      return same.get().repeated(changeSet).created();
    }
    // Only now: a request that is rejected leaves no stack behind.
    if (stack.isEmpty()) {
      Stack unused = engine.review(identity);
    }
    changeSets.add(changeSet);
    return changeSet.created();
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
    Stack stack = finder.stacks().find(changeSet.stack().stackId()).orElseThrow();
    engine.deploy(stack, changeSet.target(), changeSet.options(input));
    changeSets.removeIf(one -> one.stack().equals(changeSet.stack()));
    return Json.object();
  }

  private synchronized JsonNode deleteChangeSet(Caller caller, JsonNode input) {
    String nameOrId = Json.required(input, "ChangeSetName");
    Optional<StackIdentity> stack =
        finder.find(caller, input.path("StackName").asText()).map(one -> one.state().stack());
    changeSets.removeIf(
        one ->
            one.id().equals(nameOrId)
                || (one.name().equals(nameOrId) && stack.equals(Optional.of(one.stack()))));
    return Json.object();
  }

  private synchronized JsonNode getTemplate(Caller caller, JsonNode input) {
    JsonNode template =
        input.has("ChangeSetName")
            ? changeSet(caller, input).target().template()
            : finder.stack(caller, input).state().deployment().template();
    return Json.object().put("TemplateBody", template.toString());
  }

  private static void checkServed(JsonNode input) {
    List<String> given = new ArrayList<>(NOT_SERVED);
    given.removeIf(name -> input.path(name).asText().isEmpty() && input.path(name).isEmpty());
    if (input.path("ImportExistingResources").asBoolean()) {
      given.add("ImportExistingResources");
    }
    if (!given.isEmpty()) {
      throw new StackException("The local cloud does not serve " + given + " of CreateChangeSet");
    }
  }

  private static void checkStatus(StackState state, boolean create) {
    boolean review = state.status() == StackStatus.REVIEW_IN_PROGRESS;
    if (create && !review) {
      throw new StackException(
          "Stack [%s] already exists and cannot be created again with the changeSet"
              .formatted(state.stack().stackName()));
    }
    if (!create && !state.status().updatable()) {
      throw state.notPermitted("be updated");
    }
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
    return changeSets.stream()
        .filter(one -> one.stack().equals(stack) && one.isNamed(nameOrId))
        .findFirst();
  }

  /** The change set of a request, for which its id is enough. */
  private ChangeSet changeSet(Caller caller, JsonNode input) {
    String nameOrId = Json.required(input, "ChangeSetName");
    Optional<ChangeSet> found =
        input.has("StackName")
            ? find(finder.stack(caller, input).state().stack(), nameOrId)
            : changeSets.stream().filter(one -> one.id().equals(nameOrId)).findFirst();
    return found.orElseThrow(
        () ->
            new AwsException(
                404, "ChangeSetNotFound", "ChangeSet [" + nameOrId + "] does not exist"));
  }
}
