package io.github.chimeretention.plan.change;

import io.github.chimeretention.lambda.retention.RetentionChange;
import io.github.chimeretention.plan.assembly.Template.Resource;
import io.github.chimeretention.plan.assembly.UnreadableException;
import io.github.chimeretention.plan.service.DeployedStack;
import io.github.chimeretention.plan.service.RetentionReader;
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

  /** Returns the resources that the assembly declares, by logical id. */
  Map<String, DeclaredResource> declared() {
    Map<String, DeclaredResource> declared = new LinkedHashMap<>();
    after.forEach(
        (logicalId, resource) -> {
          Optional<Boolean> condition = stack.newValues().condition(resource.condition());
          if (condition.orElse(true)) {
            boolean conditional = stack.isConditional() || condition.isEmpty();
            declared.put(logicalId, declaredOrFailure(logicalId, resource, conditional));
          }
        });
    return declared;
  }

  private DeclaredResource declaredOrFailure(
      String logicalId, Resource resource, boolean conditional) {
    try {
      return declared(logicalId, resource, conditional);
    } catch (SdkException | UnreadableException e) {
      throw e;
    } catch (RuntimeException e) {
      return new DeclaredResource(
          stack.artifact().id(),
          stack.artifact().path(logicalId, resource),
          resource.type(),
          Declaration.notCompared(RetentionReader.problem(e)),
          true,
          true);
    }
  }

  private DeclaredResource declared(String logicalId, Resource resource, boolean conditional) {
    Map<String, Object> values = stack.newValues().properties(resource.properties());
    Declaration declaration = Declaration.of(resource.type(), values, conditional);
    DeployedStack.Resource current = deployed.resources().get(logicalId);
    boolean isNew = current == null || !declaration.identity().equals(current.physicalId());
    Resource old = before.get(logicalId);
    return new DeclaredResource(
        stack.artifact().id(),
        stack.artifact().path(logicalId, resource),
        resource.type(),
        declaration,
        isNew,
        isNew
            || old == null
            || current.isFailed()
            || !values.equals(stack.oldValues().properties(old.properties()))
            || deployed.isUnfinished());
  }

  /** Returns the resources that CloudFormation will delete. */
  List<RemovedResource> removed(Map<String, DeclaredResource> declared) {
    return deployed.resources().entrySet().stream()
        .filter(it -> !it.getValue().physicalId().equals(RetentionChange.NOT_CREATED))
        .flatMap(it -> removed(it.getKey(), it.getValue(), declared.get(it.getKey())).stream())
        .toList();
  }

  /**
   * @param now the resource in the assembly with the same logical id, or null
   */
  private Optional<RemovedResource> removed(
      String logicalId, DeployedStack.Resource current, DeclaredResource now) {
    Resource old = before.get(logicalId);
    String identity = current.physicalId();
    boolean stays = now != null && List.of("", identity).contains(now.identity());
    if (stays || !deployed.has(current, old)) {
      return Optional.empty();
    }
    String path = stack.artifact().path(logicalId, old);
    Removal removal = now == null ? removal(old) : replacement(after.get(logicalId));
    return Optional.of(
        new RemovedResource(stack.artifact().id(), path, current.type(), identity, removal));
  }

  private Removal removal(Resource old) {
    return stack.removal() == Removal.DELETE ? Removal.of(old) : stack.removal();
  }

  /** A replaced resource goes by the policy of the new template. */
  private static Removal replacement(Resource declared) {
    return declared.retainedOnReplacement() ? Removal.RETAIN : Removal.DELETE;
  }
}
