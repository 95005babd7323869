package io.github.chimeretention.localcloud.cloudformation.template;

import io.github.chimeretention.localcloud.aws.AwsException;
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
import java.util.function.Predicate;

/** Runs a step for each of several items: in parallel, but after the items that it depends on. */
public final class DependencyOrder {
  private final Map<String, List<String>> dependencies = new LinkedHashMap<>();

  /** Ignores dependencies that are not among the keys. */
  DependencyOrder(Map<String, ? extends Set<String>> declared) {
    declared.forEach(
        (id, before) ->
            dependencies.put(id, before.stream().filter(declared::containsKey).toList()));
  }

  public static DependencyOrder of(Map<String, StackResource> resources) {
    Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    resources.forEach((id, resource) -> dependencies.put(id, resource.dependencies()));
    return new DependencyOrder(dependencies);
  }

  /** The opposite order. */
  public DependencyOrder reversed() {
    Map<String, Set<String>> reversed = new LinkedHashMap<>();
    dependencies.keySet().forEach(id -> reversed.put(id, new LinkedHashSet<>()));
    dependencies.forEach((id, before) -> before.forEach(one -> reversed.get(one).add(id)));
    return new DependencyOrder(reversed);
  }

  /** Runs a step for each item; if it returns false, no step that depends on it runs. */
  public void run(Predicate<String> step) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Map<String, CompletableFuture<Boolean>> done = new HashMap<>();
      for (String id : sorted()) {
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (String dependency : dependencies.get(id)) {
          all = all.thenCombine(done.get(dependency), Boolean::logicalAnd);
        }
        done.put(id, all.thenApplyAsync(go -> go && step.test(id), threads));
      }
      done.values().forEach(CompletableFuture::join);
    } finally {
      threads.shutdown();
    }
  }

  /** The items in sequence, each after its dependencies. */
  List<String> sorted() {
    Set<String> sorted = new LinkedHashSet<>();
    dependencies.keySet().forEach(id -> visit(id, sorted, new LinkedHashSet<>()));
    return new ArrayList<>(sorted);
  }

  private void visit(String id, Set<String> sorted, Set<String> path) {
    if (sorted.contains(id)) {
      return;
    }
    if (!path.add(id)) {
      throw AwsException.validation("Circular dependency between resources: " + path);
    }
    dependencies.get(id).forEach(dependency -> visit(dependency, sorted, path));
    path.remove(id);
    sorted.add(id);
  }
}
