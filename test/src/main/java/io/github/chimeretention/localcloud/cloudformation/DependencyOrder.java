package io.github.chimeretention.localcloud.cloudformation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs a step for each of several things, in parallel, but after the steps of what it depends on.
 */
final class DependencyOrder {
  private final Map<String, Set<String>> dependencies;

  /** Dependencies on what is not among the keys don't count. */
  DependencyOrder(Map<String, Set<String>> dependencies) {
    this.dependencies = dependencies;
  }

  /** One thing's step: false if nothing that depends on the thing may run. */
  interface Step {
    boolean run(String id);
  }

  static DependencyOrder of(Map<String, StackResource> resources) {
    Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    resources.forEach((id, resource) -> dependencies.put(id, resource.dependencies()));
    return new DependencyOrder(dependencies);
  }

  /** The order in which what is first here comes last. */
  DependencyOrder reversed() {
    Map<String, Set<String>> reversed = new LinkedHashMap<>();
    dependencies.keySet().forEach(id -> reversed.put(id, new LinkedHashSet<>()));
    dependencies.forEach(
        (id, before) ->
            before.stream()
                .filter(reversed::containsKey)
                .forEach(dependency -> reversed.get(dependency).add(id)));
    return new DependencyOrder(reversed);
  }

  void run(Step step) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Map<String, CompletableFuture<Boolean>> done = new HashMap<>();
      for (String id : sorted()) {
        done.put(id, after(id, done).thenApplyAsync(go -> go && step.run(id), threads));
      }
      done.values().forEach(CompletableFuture::join);
    } finally {
      threads.shutdown();
    }
  }

  /** One after the other, each after its dependencies. */
  List<String> sorted() {
    Set<String> sorted = new LinkedHashSet<>();
    dependencies.keySet().forEach(id -> visit(id, sorted, new LinkedHashSet<>()));
    return new ArrayList<>(sorted);
  }

  private CompletableFuture<Boolean> after(
      String id, Map<String, CompletableFuture<Boolean>> done) {
    CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
    for (String dependency : known(id)) {
      all = all.thenCombine(done.get(dependency), Boolean::logicalAnd);
    }
    return all;
  }

  private void visit(String id, Set<String> sorted, Set<String> path) {
    if (sorted.contains(id)) {
      return;
    }
    if (!path.add(id)) {
      throw new StackException("Circular dependency between resources: " + path);
    }
    known(id).forEach(dependency -> visit(dependency, sorted, path));
    path.remove(id);
    sorted.add(id);
  }

  private List<String> known(String id) {
    return dependencies.get(id).stream().filter(dependencies::containsKey).toList();
  }
}
