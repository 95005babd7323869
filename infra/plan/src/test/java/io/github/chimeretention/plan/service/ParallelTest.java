package io.github.chimeretention.plan.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Calls in parallel")
class ParallelTest {
  @Test
  @DisplayName("report their number in order")
  void progress() {
    List<Integer> all = IntStream.rangeClosed(1, 10_000).boxed().toList();
    List<Integer> shown = new ArrayList<>();
    Parallel.each(all, it -> it, shown::add);
    assertThat(shown).isEqualTo(all);
  }
}
