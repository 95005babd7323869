package io.github.chimeretention.plan.change;

import io.github.chimeretention.plan.assembly.Expressions;
import io.github.chimeretention.plan.assembly.StackArtifact;
import io.github.chimeretention.plan.assembly.Template;
import io.github.chimeretention.plan.assembly.Template.Resource;
import io.github.chimeretention.plan.assembly.Unknown;
import io.github.chimeretention.plan.assembly.UnreadableException;
import io.github.chimeretention.plan.service.DeployedStack;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A stack of the assembly and the same stack as it is deployed, with their values.
 *
 * @param isConditional whether it is nested, and depends on a condition that is not known
 * @param removal what CloudFormation does to it if it is nested and removed; otherwise {@code
 *     DELETE}
 */
record ComparedStack(
    StackArtifact artifact,
    DeployedStack deployed,
    Template oldTemplate,
    Expressions oldValues,
    Expressions newValues,
    boolean isConditional,
    Removal removal) {
  private static final Set<String> NESTED = Set.of(Template.NESTED_STACK);

  /**
   * Returns a stack that is not nested.
   *
   * @param pseudo the values of pseudo parameters; null for those that are not known
   * @param given the values of parameters for this deployment; null for others
   */
  static ComparedStack of(
      StackArtifact artifact,
      DeployedStack deployed,
      UnaryOperator<String> pseudo,
      UnaryOperator<String> given) {
    UnaryOperator<String> reused = deployed::parameter;
    return of(
        artifact,
        deployed,
        firstOf(List.of(pseudo, reused)),
        firstOf(List.of(pseudo, given, reused)),
        false,
        Removal.DELETE);
  }

  private static ComparedStack of(
      StackArtifact artifact,
      DeployedStack deployed,
      UnaryOperator<String> oldLookup,
      UnaryOperator<String> newLookup,
      boolean isConditional,
      Removal removal) {
    Template template = deployed.template();
    return new ComparedStack(
        artifact,
        deployed,
        template,
        new Expressions(template, oldLookup),
        new Expressions(artifact.template(), newLookup),
        isConditional,
        removal);
  }

  /** Returns the nested stacks by path, including removed ones; each is read when it is needed. */
  Map<String, Supplier<ComparedStack>> nested() {
    Map<String, Resource> before = oldTemplate.resources(NESTED);
    Map<String, Resource> after = artifact.template().resources(NESTED);
    after.values().removeIf(it -> !newValues.condition(it.condition()).orElse(true));
    Set<String> logicalIds = new LinkedHashSet<>(after.keySet());
    deployed.nested().keySet().stream()
        .filter(it -> deployed.has(deployed.nested().get(it), before.get(it)))
        .forEach(logicalIds::add);
    Map<String, Supplier<ComparedStack>> nested = new LinkedHashMap<>();
    for (String logicalId : logicalIds) {
      Resource old = before.get(logicalId);
      Resource now = after.get(logicalId);
      String path = artifact.path(logicalId, now == null ? old : now);
      nested.put(
          path,
          () -> now == null ? removed(path, logicalId, old) : declared(path, logicalId, old, now));
    }
    return nested;
  }

  private ComparedStack removed(String path, String logicalId, Resource old) {
    Removal policy = removal == Removal.DELETE ? Removal.of(old) : removal;
    StackArtifact none = artifact.nested(path, Template.EMPTY);
    return of(none, deployed.nested(logicalId), it -> null, it -> null, false, policy);
  }

  private ComparedStack declared(String path, String logicalId, Resource old, Resource now) {
    DeployedStack current = deployed.nested(logicalId);
    boolean isUnchanged =
        deployed.nested().containsKey(logicalId) && url(oldValues, old).equals(url(newValues, now));
    Template template =
        artifact
            .nested()
            .apply(now)
            .or(
                () ->
                    Optional.of(Template.EMPTY)
                        .filter(it -> isUnchanged && !current.hasRetention()))
            .orElseThrow(
                () ->
                    new UnreadableException(
                        "it has or may get retention settings, but the assembly has no template in JSON for it"));
    Map<String, Object> passed = newValues.properties(now.parameters());
    UnaryOperator<String> parameters = name -> text(passed.get(name));
    // Treat the old value as unknown if the new one is, so that they compare as equal.
    UnaryOperator<String> reused =
        name ->
            passed.get(name) instanceof Unknown unknown ? text(unknown) : current.parameter(name);
    UnaryOperator<String> pseudo =
        name -> name.matches("AWS::(?!Stack).*") ? newValues.lookup().apply(name) : null;
    return of(
        artifact.nested(path, template),
        current,
        firstOf(List.of(pseudo, reused)),
        firstOf(List.of(pseudo, parameters)),
        isConditional || newValues.condition(now.condition()).isEmpty(),
        removal);
  }

  private static Object url(Expressions values, Resource stack) {
    return stack == null ? "" : values.properties(stack.properties()).get("TemplateURL");
  }

  /** Returns a parameter that is passed to a nested stack; throws if it is not known. */
  private static String text(Object value) {
    if (value instanceof Unknown) {
      throw new NoSuchElementException();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    return value == null ? null : String.valueOf(value);
  }

  private static UnaryOperator<String> firstOf(List<UnaryOperator<String>> lookups) {
    return name ->
        lookups.stream()
            .map(lookup -> lookup.apply(name))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }
}
