package io.github.chimeretention.localcloud.cloudformation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;

/** The outcome of a provider's work on a resource. */
public sealed interface Outcome {
  String physicalId();

  record Succeeded(String physicalId, ObjectNode attributes) implements Outcome {}

  /** A failure after something may have been done, which the rollback must undo. */
  record Failed(String physicalId, String reason) implements Outcome {}

  static Outcome succeeded(String physicalId) {
    return new Succeeded(physicalId, Json.object());
  }
}
