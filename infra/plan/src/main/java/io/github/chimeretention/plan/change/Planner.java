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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

  private record Compared(Services services, ComparedResource resource) {
    Identity identity() {
      return new Identity(services, resource.unread().identity());
    }
  }

  /** Compares the assembly with the deployed stacks and the current settings. */
  public Plan plan(List<StackArtifact> stacks) {
    Map<String, String> problems = new ConcurrentSkipListMap<>();
    List<Compared> compared =
        Parallel.each(
                stacks,
                it -> compare(it, it.id(), () -> compared(it), problems).toList(),
                done -> {})
            .values()
            .stream()
            .flatMap(List::stream)
            .toList();
    List<PlannedResource> planned = planned(compared, readings(compared));
    return new Plan(clock.instant(), planned, List.copyOf(problems.values()));
  }

  private ComparedStack compared(StackArtifact stack) {
    return ComparedStack.of(
        stack,
        environments.deployed(stack),
        name -> pseudoParameter(stack, name),
        name -> parameters.apply(stack, name));
  }

  /**
   * Returns the resources of a stack, and of those nested in it.
   *
   * @param problems gets a line for each stack that can't be compared, by its path
   */
  private Stream<Compared> compare(
      StackArtifact root, String path, Supplier<ComparedStack> read, Map<String, String> problems) {
    try {
      ComparedStack stack = read.get();
      Services services = environments.services(root);
      return Stream.concat(
          new StackComparison(stack).resources().stream().map(it -> new Compared(services, it)),
          stack.nested().entrySet().stream()
              .flatMap(it -> compare(root, it.getKey(), it.getValue(), problems)));
    } catch (RuntimeException e) {
      String why = e instanceof UnreadableException ? e.getMessage() : RetentionReader.problem(e);
      problems.put(path, "Stack %s was skipped: %s".formatted(path, why));
      return Stream.empty();
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

  private Map<Identity, Reading> readings(List<Compared> compared) {
    Set<Identity> identities =
        compared.stream()
            .map(Compared::identity)
            .filter(it -> !it.identity().isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return Parallel.each(
        identities,
        it -> RetentionReader.read(it.services(), it.identity()),
        done -> progress.show(done, identities.size()));
  }

  private List<PlannedResource> planned(List<Compared> compared, Map<Identity, Reading> readings) {
    LocalDate today = LocalDate.now(clock);
    Reading none = new Reading(null, "");
    Map<String, String> paths = new HashMap<>();
    for (Compared it : compared) {
      if (it.resource() instanceof DeclaredResource declared) {
        paths.put(declared.unread().identity(), declared.unread().path());
      }
    }
    return compared.stream()
        .map(
            it ->
                it.resource()
                    .planned(
                        readings.getOrDefault(it.identity(), none),
                        paths.get(it.identity().identity()),
                        today))
        .toList();
  }
}
