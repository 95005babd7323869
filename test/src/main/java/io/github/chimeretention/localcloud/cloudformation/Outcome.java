package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a provider's work on a resource ended. */
sealed interface Outcome {
  record Succeeded(String physicalId, ObjectNode attributes) implements Outcome {}

  /** Something may have been done: the rollback has to undo it. */
  record Failed(String physicalId, String reason) implements Outcome {}

  static Outcome succeeded(String physicalId) {
    return new Succeeded(physicalId, JsonNodeFactory.instance.objectNode());
  }
}
