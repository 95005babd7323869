package io.github.chimeretention.plan.change;

import io.github.chimeretention.plan.assembly.StackArtifact;
import io.github.chimeretention.plan.assembly.UnreadableException;
import io.github.chimeretention.plan.service.Environments;
import io.github.chimeretention.plan.service.Parallel;
import io.github.chimeretention.plan.service.Reading;
import io.github.chimeretention.plan.service.RetentionReader;
import io.github.chimeretention.plan.service.Services;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Makes the plan for stacks.
 *
 * @param parameters returns the value given for a stack's parameter, or null
 * @param progress shows the progress of reading settings
 */
public record Planner(
    Environments environments,
    BiFunction<StackArtifact, String, String> parameters,
    Clock clock,
    Progress progress) {
  /** Shows the progress of reading settings. */
  public interface Progress {
    /** Shows the progress. Called by several threads, one at a time. */
    void show(int done, int total);
  }

  private record Identity(Services services, String identity) {}

  /**
   * @param problem why the resources are not known; empty if they are
   */
  private record StackResources(
      Services services,
      List<DeclaredResource> declared,
      List<RemovedResource> removed,
      String problem) {}

  /** Compares the assembly with the deployed stacks and the current settings. */
  public Plan plan(List<StackArtifact> stacks) {
    List<StackResources> compared =
        Parallel.each(stacks, this::compare, done -> {}).values().stream()
            .flatMap(List::stream)
            .toList();
    List<String> problems =
        compared.stream().map(StackResources::problem).filter(it -> !it.isEmpty()).toList();
    return new Plan(clock.instant(), planned(compared, readings(compared)), problems);
  }

  /** Returns the resources of a stack, and of those nested in it. */
  private List<StackResources> compare(StackArtifact stack) {
    return compare(
            stack,
            stack.id(),
            () ->
                ComparedStack.of(
                    stack,
                    environments.deployed(stack),
                    name -> pseudoParameter(stack, name),
                    name -> parameters.apply(stack, name)))
        .toList();
  }

  private Stream<StackResources> compare(
      StackArtifact root, String path, Supplier<ComparedStack> read) {
    try {
      ComparedStack stack = read.get();
      StackComparison comparison = new StackComparison(stack);
      Map<String, DeclaredResource> declared = comparison.declared();
      StackResources resources =
          new StackResources(
              environments.services(root),
              List.copyOf(declared.values()),
              comparison.removed(declared),
              "");
      return Stream.concat(
          Stream.of(resources),
          stack.nested().entrySet().stream()
              .flatMap(it -> compare(root, it.getKey(), it.getValue())));
    } catch (RuntimeException e) {
      String why = e instanceof UnreadableException ? e.getMessage() : RetentionReader.problem(e);
      String problem = "Stack %s was skipped: %s".formatted(path, why);
      return Stream.of(new StackResources(null, List.of(), List.of(), problem));
    }
  }

  private String pseudoParameter(StackArtifact stack, String name) {
    Region region = environments.region(stack);
    return switch (name) {
      case "AWS::AccountId" -> environments.account(stack);
      case "AWS::Region" -> region.id();
      case "AWS::StackName" -> stack.stackName();
      case "AWS::Partition" -> PartitionMetadata.of(region).id();
      case "AWS::URLSuffix" -> PartitionMetadata.of(region).dnsSuffix();
      default -> null;
    };
  }

  private Map<Identity, Reading> readings(List<StackResources> stacks) {
    Set<Identity> identities = new LinkedHashSet<>();
    for (StackResources stack : stacks) {
      stack.declared().forEach(it -> identities.add(new Identity(stack.services(), it.identity())));
      stack.removed().forEach(it -> identities.add(new Identity(stack.services(), it.identity())));
    }
    identities.removeIf(it -> it.identity().isEmpty());
    return Parallel.each(
        identities,
        it -> RetentionReader.read(it.services(), it.identity()),
        done -> progress.show(done, identities.size()));
  }

  private List<PlannedResource> planned(
      List<StackResources> stacks, Map<Identity, Reading> readings) {
    LocalDate today = LocalDate.now(clock);
    Map<String, String> paths = new HashMap<>();
    stacks.forEach(stack -> stack.declared().forEach(it -> paths.put(it.identity(), it.path())));
    Reading none = new Reading(null, "");
    List<PlannedResource> planned = new ArrayList<>();
    for (StackResources stack : stacks) {
      for (DeclaredResource it : stack.declared()) {
        Identity identity = new Identity(stack.services(), it.identity());
        planned.add(it.planned(readings.getOrDefault(identity, none), today));
      }
      for (RemovedResource it : stack.removed()) {
        Reading reading = readings.get(new Identity(stack.services(), it.identity()));
        planned.add(it.planned(reading, paths.get(it.identity())));
      }
    }
    return planned;
  }
}
