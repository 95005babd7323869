package io.github.chimeretention.localcloud.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.engine.Options;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.Differences;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A planned deployment, with the request that created it and the changes that it makes. */
record ChangeSet(
    String id,
    StackIdentity stack,
    JsonNode request,
    Deployment target,
    String creationTime,
    List<JsonNode> changes,
    boolean executable) {
  private static final String NO_CHANGES =
      "The submitted information didn't contain changes. Submit different information to create a"
          + " change set.";

  static ChangeSet of(
      StackIdentity stack, JsonNode request, Differences differences, boolean executable) {
    String name = Json.required(request, "ChangeSetName");
    return new ChangeSet(
        stack.arn("cloudformation", "changeSet/" + name + "/" + UUID.randomUUID()),
        stack,
        request,
        differences.target().deployment(),
        Instant.now().toString(),
        differences.changes(),
        executable);
  }

  String name() {
    return request.get("ChangeSetName").asText();
  }

  /** This one, if another request for the same name is the same request, sent again. */
  ChangeSet repeated(ChangeSet other) {
    JsonNode token = request.path("ClientToken");
    if (token.isMissingNode() || !token.equals(other.request.path("ClientToken"))) {
      throw new AwsException(
          400,
          "AlreadyExistsException",
          "ChangeSet %s cannot be created due to a mismatch with existing attribute ClientToken"
              .formatted(name()));
    }
    return this;
  }

  /** How the deployment is carried out; in express mode, the default is not to roll back. */
  Options options(JsonNode execution) {
    JsonNode config = request.path("DeploymentConfig");
    String mode = config.path("Mode").asText("STANDARD");
    boolean keepFailed =
        mode.equals("EXPRESS")
            ? config.path("DisableRollback").asBoolean(true)
            : execution.path("DisableRollback").asBoolean();
    return Options.deploy(mode, keepFailed);
  }

  JsonNode created() {
    return Json.object().put("Id", id).put("StackId", stack.stackId());
  }

  boolean isNamed(String nameOrId) {
    return name().equals(nameOrId) || id.equals(nameOrId);
  }

  /** The description of DescribeChangeSet, with a page of the changes. */
  ObjectNode describe(JsonNode input) {
    ObjectNode description =
        Page.of(input, "Changes", changes, change -> change)
            .put("ChangeSetName", name())
            .put("ChangeSetId", id)
            .put("StackId", stack.stackId())
            .put("StackName", stack.stackName())
            .put("CreationTime", creationTime)
            .put("Status", executable ? "CREATE_COMPLETE" : "FAILED")
            .put("ExecutionStatus", executable ? "AVAILABLE" : "UNAVAILABLE")
            .put("StatusReason", executable ? null : NO_CHANGES);
    description.set(
        "Parameters",
        StackQueries.members(
            target.declaredParameters().shown(), "ParameterKey", "ParameterValue"));
    description.set("Tags", StackQueries.members(target.tags(), "Key", "Value"));
    Options options = options(input);
    description
        .putObject("DeploymentConfig")
        .put("Mode", options.mode())
        .put("DisableRollback", options.keepFailed());
    return description;
  }
}
