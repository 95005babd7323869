package io.github.chimeretention.plan.change;

import io.github.chimeretention.lambda.retention.RetentionChange;
import io.github.chimeretention.plan.assembly.Template.Resource;
import io.github.chimeretention.plan.assembly.UnreadableException;
import io.github.chimeretention.plan.change.DeclaredResource.Event;
import io.github.chimeretention.plan.service.DeployedStack;
import io.github.chimeretention.plan.service.RetentionReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Compares the declared resources of a stack with its deployed ones. */
final class StackComparison {
  private final ComparedStack stack;
  private final DeployedStack deployed;
  private final Map<String, Resource> before;
  private final Map<String, Resource> after;

  StackComparison(ComparedStack stack) {
    this.stack = stack;
    deployed = stack.deployed();
    before = stack.oldTemplate().resources(RetentionReader.TYPES);
    after = stack.artifact().template().resources(RetentionReader.TYPES);
  }

  /**
   * Returns the resources that the assembly declares, and those that CloudFormation will delete.
   */
  List<ComparedResource> resources() {
    Map<String, DeclaredResource> declared = declared();
    List<ComparedResource> resources = new ArrayList<>(declared.values());
    deployed
        .resources()
        .forEach(
            (logicalId, current) ->
                removed(logicalId, current, declared.get(logicalId)).ifPresent(resources::add));
    return resources;
  }

  private Map<String, DeclaredResource> declared() {
    Map<String, DeclaredResource> declared = new LinkedHashMap<>();
    after.forEach(
        (logicalId, resource) -> {
          Optional<Boolean> condition = stack.newValues().condition(resource.condition());
          if (condition.orElse(true)) {
            boolean conditional = stack.isConditional() || condition.isEmpty();
            declared.put(logicalId, declared(logicalId, resource, conditional));
          }
        });
    return declared;
  }

  private DeclaredResource declared(String logicalId, Resource resource, boolean conditional) {
    try {
      Map<String, Object> values = stack.newValues().properties(resource.properties());
      Declaration declaration = Declaration.of(resource.type(), values, conditional);
      return new DeclaredResource(
          unread(logicalId, resource, resource.type(), declaration.identity(), declaration.days()),
          declaration,
          event(logicalId, declaration.identity(), values));
    } catch (SdkException | UnreadableException e) {
      throw e;
    } catch (RuntimeException e) {
      return new DeclaredResource(
          unread(logicalId, resource, resource.type(), "", Map.of()),
          Declaration.notCompared(RetentionReader.problem(e)),
          Event.CREATE);
    }
  }

  private Event event(String logicalId, String identity, Map<String, Object> values) {
    DeployedStack.Resource current = deployed.resources().get(logicalId);
    Resource old = before.get(logicalId);
    if (current == null || !identity.equals(current.physicalId())) {
      return Event.CREATE;
    }
    if (deployed.isDeletedFirst(current)) {
      return removal(old) == Removal.DELETE ? Event.DELETE_AND_CREATE : Event.CREATE;
    }
    boolean isUnchanged =
        old != null && values.equals(stack.oldValues().properties(old.properties()));
    return isUnchanged && !current.isFailed() && !deployed.isUnfinished()
        ? Event.NONE
        : Event.UPDATE;
  }

  /**
   * @param now the resource in the assembly with the same logical id, or null
   */
  private Optional<RemovedResource> removed(
      String logicalId, DeployedStack.Resource current, DeclaredResource now) {
    Resource old = before.get(logicalId);
    String identity = current.physicalId();
    boolean stays = now != null && List.of("", identity).contains(now.unread().identity());
    if (stays
        || identity.equals(RetentionChange.NOT_CREATED)
        || current.status().equals("CREATE_FAILED")
        || !deployed.has(current, old)) {
      return Optional.empty();
    }
    // A replaced resource goes by the policy of the new template.
    Removal removal =
        now == null || deployed.isDeletedFirst(current)
            ? removal(old)
            : Removal.of(after.get(logicalId).retainedOnReplacement());
    return Optional.of(
        new RemovedResource(unread(logicalId, old, current.type(), identity, null), removal));
  }

  private Removal removal(Resource old) {
    return stack.removal() == Removal.DELETE ? Removal.of(old) : stack.removal();
  }

  private PlannedResource unread(
      String logicalId,
      Resource resource,
      String type,
      String identity,
      Map<String, Integer> days) {
    String path = stack.artifact().path(logicalId, resource);
    return new PlannedResource(
        stack.artifact().id(), path, type, identity, days, null, Status.NOT_READ, "", "");
  }
}
