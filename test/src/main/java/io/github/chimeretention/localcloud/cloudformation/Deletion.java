package io.github.chimeretention.localcloud.cloudformation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Deletes resources, those that depend on others first. */
final class Deletion {
  private final ResourceOperations operations;
  private final Journal journal;
  private final Map<String, StackResource> left = new ConcurrentHashMap<>();

  Deletion(ResourceOperations operations, Journal journal) {
    this.operations = operations;
    this.journal = journal;
  }

  /** Gives the resources that could not be deleted. */
  Map<String, StackResource> run(
      Map<String, StackResource> resources, Predicate<StackResource> retained) {
    left.putAll(resources);
    DependencyOrder.of(resources).reversed().run(id -> delete(resources.get(id), retained));
    return Map.copyOf(left);
  }

  private boolean delete(StackResource resource, Predicate<StackResource> retained) {
    if (journal.deleted(resource)) {
      left.remove(resource.logicalId());
      return true;
    }
    try {
      if (retained.test(resource)) {
        operations.retain(resource);
      } else {
        operations.delete(resource);
        journal.add(new Journal.Deleted(resource));
      }
      left.remove(resource.logicalId());
      return true;
    } catch (ResourceFailure e) {
      return false;
    }
  }
}
