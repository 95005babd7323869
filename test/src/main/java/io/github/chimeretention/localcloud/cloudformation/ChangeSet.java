package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What executing it would change in a stack, with what DescribeChangeSet tells. */
record ChangeSet(StackIdentity stack, Deployment target, ObjectNode description) {
  private static final String NO_CHANGES =
      "The submitted information didn't contain changes. Submit different information to create a"
          + " change set.";

  /** {@code same} says that nothing changes at all, not even tags or outputs. */
  static ChangeSet create(
      StackIdentity stack, String name, Deployment target, List<JsonNode> changes, boolean same) {
    String id = stack.arn("cloudformation", "changeSet/" + name + "/" + UUID.randomUUID());
    ObjectNode description =
        Json.object()
            .put("ChangeSetName", name)
            .put("ChangeSetId", id)
            .put("StackId", stack.stackId())
            .put("StackName", stack.stackName())
            .put("CreationTime", Instant.now().toString())
            .put("Status", same ? "FAILED" : "CREATE_COMPLETE")
            .put("ExecutionStatus", same ? "UNAVAILABLE" : "AVAILABLE")
            .put("StatusReason", same ? NO_CHANGES : null)
            .set("Changes", Json.members(changes, change -> change));
    return new ChangeSet(stack, target, description);
  }

  boolean executable() {
    return description.get("ExecutionStatus").asText().equals("AVAILABLE");
  }

  boolean isNamed(String nameOrId) {
    return description.get("ChangeSetName").asText().equals(nameOrId) || id().equals(nameOrId);
  }

  String id() {
    return description.get("ChangeSetId").asText();
  }
}
