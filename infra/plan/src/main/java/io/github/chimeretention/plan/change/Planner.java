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

  private record StackResources(
      Services services, List<DeclaredResource> declared, List<RemovedResource> removed) {}

  /** Compares the assembly with the deployed stacks and the current settings. */
  public Plan plan(List<StackArtifact> stacks) {
    Map<StackArtifact, Object> compared = Parallel.each(stacks, this::compare, done -> {});
    List<String> problems = new ArrayList<>();
    stacks.forEach(stack -> problems.addAll(nested(stack)));
    List<StackResources> resources = new ArrayList<>();
    compared.forEach(
        (stack, result) -> {
          if (result instanceof StackResources of) {
            resources.add(of);
          } else {
            problems.add("Stack %s was skipped: %s".formatted(stack.id(), result));
          }
        });
    return new Plan(clock.instant(), planned(resources, readings(resources)), problems);
  }

  /** Returns a line for each nested stack with retention resources. */
  private static List<String> nested(StackArtifact stack) {
    return stack.nested().keySet().stream()
        .filter(it -> RetentionReader.TYPES.stream().anyMatch(stack.nested().get(it)::contains))
        .map("Nested stack %s was skipped: the plan can't read inside nested stacks"::formatted)
        .toList();
  }

  /** Returns a stack's resources, or the reason why they are not known. */
  private Object compare(StackArtifact stack) {
    try {
      StackComparison comparison =
          new StackComparison(
              stack,
              environments.deployed(stack),
              name -> pseudoParameter(stack, name),
              name -> parameters.apply(stack, name));
      Map<String, DeclaredResource> declared = comparison.declared();
      return new StackResources(
          environments.services(stack),
          List.copyOf(declared.values()),
          comparison.removed(declared));
    } catch (UnreadableException e) {
      return e.getMessage();
    } catch (RuntimeException e) {
      return RetentionReader.problem(e);
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
