package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;

/** What the intrinsic functions of a template look names up in. */
interface Scope {
  /** The value of a parameter, or a resource's physical id. */
  JsonNode ref(String name);

  JsonNode attribute(String logicalId, String name);

  boolean condition(String name);

  JsonNode mapping(String name);

  /** What another stack exports. */
  JsonNode importValue(String name);
}
