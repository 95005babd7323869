package io.github.chimeretention.localcloud.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.engine.Stack;
import io.github.chimeretention.localcloud.cloudformation.engine.Stacks;
import io.github.chimeretention.localcloud.cloudformation.template.StackException;
import java.util.Optional;

/** Finds the stack that a request names, by its name or its id. */
record StackFinder(Stacks stacks) {
  Stack stack(Caller caller, JsonNode input) {
    String nameOrId = Json.required(input, "StackName");
    // The CDK CLI compares this text.
    return find(caller, nameOrId)
        .orElseThrow(() -> new StackException("Stack with id " + nameOrId + " does not exist"));
  }

  Optional<Stack> find(Caller caller, String nameOrId) {
    return nameOrId.startsWith("arn:")
        ? stacks.find(nameOrId)
        : stacks.find(caller.account(), caller.region(), nameOrId);
  }
}
