package io.github.chimeretention.localcloud.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Options;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import java.util.List;

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

  String name() {
    return request.get("ChangeSetName").asText();
  }

  /** Throws AWS's error unless a request with the same name is a repetition. */
  void checkRepeated(JsonNode other) {
    JsonNode token = request.path("ClientToken");
    if (token.isMissingNode() || !token.equals(other.path("ClientToken"))) {
      throw new AwsException(
          400,
          "AlreadyExistsException",
          "ChangeSet %s cannot be created due to a mismatch with existing attribute ClientToken"
              .formatted(name()));
    }
  }

  /** The deployment's options; in express mode, the default is not to roll back. */
  Options options(JsonNode execution) {
    JsonNode config = request.path("DeploymentConfig");
    String mode = config.path("Mode").asText("STANDARD");
    boolean keepFailed =
        mode.equals("EXPRESS")
            ? config.path("DisableRollback").asBoolean(true)
            : execution.path("DisableRollback").asBoolean();
    return Options.deploy(mode, keepFailed);
  }

  /** Whether a request refers to it, by its ID or by its name and stack. */
  boolean isNamed(StackIdentity owner, String nameOrId) {
    return id.equals(nameOrId) || (stack.equals(owner) && name().equals(nameOrId));
  }

  /** The response of DescribeChangeSet, with a page of the changes. */
  ObjectNode describe(JsonNode input) {
    ObjectNode description =
        StackQueries.page(input, "Changes", changes, change -> change)
            .put("ChangeSetName", name())
            .put("ChangeSetId", id)
            .put("StackId", stack.stackId())
            .put("StackName", stack.stackName())
            .put("CreationTime", creationTime)
            .put("Status", executable ? "CREATE_COMPLETE" : "FAILED")
            .put("ExecutionStatus", executable ? "AVAILABLE" : "UNAVAILABLE")
            .put("StatusReason", executable ? null : NO_CHANGES);
    StackQueries.describe(description, target, options(input));
    return description;
  }
}
