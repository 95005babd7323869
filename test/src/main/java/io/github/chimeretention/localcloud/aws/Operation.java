package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;

/** An operation of a service. */
public interface Operation {
  /** Carries it out and gives its result, which may be empty. */
  JsonNode call(Caller caller, JsonNode input);
}
