package io.github.chimeretention.localcloud.cloudformation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;

/** How a provider's work on a resource ended. */
public sealed interface Outcome {
  String physicalId();

  record Succeeded(String physicalId, ObjectNode attributes) implements Outcome {}

  /** Something may have been done: the rollback has to undo it. */
  record Failed(String physicalId, String reason) implements Outcome {}

  static Outcome succeeded(String physicalId) {
    return new Succeeded(physicalId, Json.object());
  }
}
