package io.github.chimeretention.plan.change;

import io.github.chimeretention.lambda.retention.RetentionChange;
import io.github.chimeretention.plan.assembly.Expressions;
import io.github.chimeretention.plan.assembly.StackArtifact;
import io.github.chimeretention.plan.assembly.Template.Resource;
import io.github.chimeretention.plan.assembly.UnreadableException;
import io.github.chimeretention.plan.service.DeployedStack;
import io.github.chimeretention.plan.service.RetentionReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/** Compares the declared resources of a stack with its deployed ones. */
final class StackComparison {
  private final StackArtifact stack;
  private final DeployedStack deployed;
  private final Map<String, Resource> before;
  private final Map<String, Resource> after;
  private final Expressions oldValues;
  private final Expressions newValues;

  /**
   * @param pseudo the values of pseudo parameters; null if unknown
   * @param given the values of parameters given for this deployment, or null
   */
  StackComparison(
      StackArtifact stack,
      DeployedStack deployed,
      UnaryOperator<String> pseudo,
      UnaryOperator<String> given) {
    this.stack = stack;
    this.deployed = deployed;
    before = deployed.template().resources(RetentionReader.TYPES);
    after = stack.template().resources(RetentionReader.TYPES);
    UnaryOperator<String> reused = deployed::parameter;
    oldValues = new Expressions(deployed.template(), firstOf(pseudo, reused));
    newValues = new Expressions(stack.template(), firstOf(pseudo, firstOf(given, reused)));
  }

  /** Returns the resources that the assembly declares, by logical id. */
  Map<String, DeclaredResource> declared() {
    Map<String, DeclaredResource> declared = new LinkedHashMap<>();
    after.forEach(
        (logicalId, resource) -> {
          Optional<Boolean> condition = newValues.condition(resource.condition());
          if (condition.orElse(true)) {
            declared.put(logicalId, declaredOrFailure(logicalId, resource, condition.isEmpty()));
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
          stack.id(),
          stack.path(logicalId, resource),
          resource.type(),
          Declaration.notCompared(RetentionReader.problem(e)),
          true,
          true);
    }
  }

  private DeclaredResource declared(String logicalId, Resource resource, boolean conditional) {
    Map<String, Object> values = newValues.properties(resource.properties());
    Declaration declaration = Declaration.of(resource.type(), values, conditional);
    boolean isNew = !declaration.identity().equals(deployed.physicalIds().get(logicalId));
    Resource old = before.get(logicalId);
    return new DeclaredResource(
        stack.id(),
        stack.path(logicalId, resource),
        resource.type(),
        declaration,
        isNew,
        isNew
            || old == null
            || deployed.failed().contains(logicalId)
            || !values.equals(oldValues.properties(old.properties())));
  }

  /** Returns the resources that CloudFormation will delete. */
  List<RemovedResource> removed(Map<String, DeclaredResource> declared) {
    return deployed.physicalIds().entrySet().stream()
        .filter(it -> !it.getValue().equals(RetentionChange.NOT_CREATED))
        .flatMap(it -> removed(it.getKey(), it.getValue(), declared.get(it.getKey())).stream())
        .toList();
  }

  /**
   * @param now the resource in the assembly with the same logical id, or null
   */
  private Optional<RemovedResource> removed(
      String logicalId, String identity, DeclaredResource now) {
    Resource old = before.get(logicalId);
    if (old == null || (now != null && List.of("", identity).contains(now.identity()))) {
      return Optional.empty();
    }
    // The new template's policy applies to a replaced resource, the deployed one's to a removed
    // one.
    boolean retained =
        now == null ? old.retainedOnRemoval() : after.get(logicalId).retainedOnReplacement();
    String path = stack.path(logicalId, old);
    return Optional.of(new RemovedResource(stack.id(), path, old.type(), identity, retained));
  }

  private static UnaryOperator<String> firstOf(
      UnaryOperator<String> first, UnaryOperator<String> second) {
    return name ->
        Stream.of(first, second)
            .map(lookup -> lookup.apply(name))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }
}
