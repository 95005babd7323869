package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What executing it would change in a stack.
 *
 * @param created when, in ISO 8601
 * @param failure why it can't be executed; empty if it can
 * @param changes as in CloudFormation's API
 */
record ChangeSet(
    StackIdentity stack,
    String name,
    String id,
    String created,
    String failure,
    Deployment target,
    List<JsonNode> changes) {
  static final String NO_CHANGES =
      "The submitted information didn't contain changes. Submit different information to create a"
          + " change set.";

  ChangeSet {
    changes = List.copyOf(changes);
  }

  boolean executable() {
    return failure.isEmpty();
  }

  boolean isNamed(String nameOrId) {
    return name.equals(nameOrId) || id.equals(nameOrId);
  }
}
