package io.github.chimeretention.plan.adopt;

import io.github.chimeretention.plan.change.Planner.Progress;
import io.github.chimeretention.plan.service.Parallel;
import io.github.chimeretention.plan.service.Reading;
import io.github.chimeretention.plan.service.RetentionLists;
import io.github.chimeretention.plan.service.RetentionReader;
import io.github.chimeretention.plan.service.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.regions.Region;

/**
 * The settings that are on but not declared by any deployed stack.
 *
 * @param declarations by unique names
 * @param notes one line for each identity without a declaration, with the reason
 */
public record Adoption(
    Map<String, Declaration> declarations, List<String> notes, boolean isIncomplete) {
  /** The settings of an identity, with at least one period. */
  record Declaration(String identity, Map<String, Integer> days) {
    boolean isAccount() {
      return !identity.startsWith("arn:");
    }
  }

  private record Found(Reading reading, String stack) {}

  /**
   * Lists accounts and app instances, reads their settings, and finds the stacks that declare them.
   *
   * @param region the app instances' region
   * @param stackRegions the regions of stacks that may declare them
   */
  public static Adoption read(
      Services services, Region region, Set<Region> stackRegions, Progress progress) {
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    RetentionLists lists = new RetentionLists(services, region, stackRegions);
    Map<String, String> names = lists.names(problems::add, notes::add);
    boolean isIncomplete = !problems.isEmpty();
    notes.addAll(0, problems);
    Map<String, Found> found =
        Parallel.each(
            names.keySet(),
            it -> found(services, lists, it),
            done -> progress.show(done, names.size()));
    Map<String, Declaration> declarations = new TreeMap<>();
    for (var entry : found.entrySet()) {
      String identity = entry.getKey();
      Reading reading = entry.getValue().reading();
      String stack = entry.getValue().stack();
      if (reading.settings() == null) {
        notes.add("Not read: %s: %s".formatted(identity, reading.problem()));
        isIncomplete = true;
      } else if (!stack.isEmpty()) {
        notes.add("Declared by the stack %s: %s".formatted(stack, identity));
      } else if (reading.settings().settings().days().isEmpty()) {
        notes.add("Nothing is on: " + identity);
      } else {
        Map<String, Integer> days = reading.settings().settings().days();
        String name = unused(names.get(identity), declarations);
        declarations.put(name, new Declaration(identity, days));
      }
    }
    return new Adoption(declarations, notes, isIncomplete);
  }

  private static Found found(Services services, RetentionLists lists, String identity) {
    try {
      return new Found(RetentionReader.read(services, identity), lists.declaringStack(identity));
    } catch (RuntimeException e) {
      return new Found(new Reading(null, RetentionReader.problem(e)), "");
    }
  }

  /** Returns the context for cdk.json. */
  public String context() {
    return new ContextFormat(declarations).text();
  }

  /** Returns the statements for a stack in Java. */
  public String java() {
    return new JavaFormat(declarations).text();
  }

  private static String unused(String name, Map<String, Declaration> taken) {
    String letters = name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    String base =
        letters.isEmpty() ? "adopted" : letters.substring(0, Math.min(56, letters.length()));
    String candidate = base;
    for (int number = 2; taken.containsKey(candidate); number++) {
      candidate = base + "-" + number;
    }
    return candidate;
  }
}
