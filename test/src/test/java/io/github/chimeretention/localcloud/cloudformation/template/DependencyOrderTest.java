package io.github.chimeretention.localcloud.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chimeretention.localcloud.aws.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The order of dependencies")
class DependencyOrderTest {
  private static final Map<String, Set<String>> CHAIN =
      Map.of("a", Set.of(), "b", Set.of("a"), "c", Set.of("b", "elsewhere"));

  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  @DisplayName("runs each step after its dependencies")
  void forward() {
    new DependencyOrder(CHAIN).run(this::step);
    assertThat(done).containsExactly("a", "b", "c");
  }

  @Test
  @DisplayName("runs each step before its dependencies if it is reversed")
  void reversed() {
    new DependencyOrder(CHAIN).reversed().run(this::step);
    assertThat(done).containsExactly("c", "b", "a");
  }

  @Test
  @DisplayName("does not run steps that depend on a failed one")
  void failure() {
    new DependencyOrder(CHAIN).run(id -> step(id) && !id.equals("b"));
    assertThat(done).containsExactly("a", "b");
  }

  @Test
  @DisplayName("runs independent steps at the same time")
  void parallel() {
    CountDownLatch both = new CountDownLatch(2);
    new DependencyOrder(Map.of("a", Set.of(), "b", Set.of())).run(id -> meet(both));
    assertThat(both.getCount()).isZero();
    assertThat(done).containsExactly("met", "met");
  }

  @Test
  @DisplayName("rejects cyclic dependencies")
  void circle() {
    assertThatThrownBy(
            () -> new DependencyOrder(Map.of("a", Set.of("b"), "b", Set.of("a"))).sorted())
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("Circular dependency");
  }

  private boolean step(String id) {
    done.add(id);
    return true;
  }

  private boolean meet(CountDownLatch both) {
    both.countDown();
    try {
      return both.await(1, TimeUnit.MINUTES) && done.add("met");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
