package io.github.chimeretention.localcloud.cloudformation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import java.util.concurrent.CompletableFuture;

/**
 * Creates, updates and deletes resources of certain types. If it throws an AwsException, nothing
 * was done.
 */
public interface ResourceProvider {
  boolean has(String type);

  /**
   * Creates a resource, or updates one that has a physical ID and old properties. If the outcome
   * has another physical ID, the resource was replaced.
   */
  CompletableFuture<Outcome> put(
      StackIdentity stack, StackResource resource, ObjectNode oldProperties);

  CompletableFuture<Outcome> delete(StackIdentity stack, StackResource resource);
}
