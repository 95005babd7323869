package io.github.chimeretention.localcloud.chime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The script of faults: for each operation, what happens to its next calls. */
public final class Faults {
  private final Map<String, Deque<Fault>> next = new HashMap<>();
  private final Map<String, Fault> always = new HashMap<>();

  /** The next calls of the operation meet these faults, one each, after those scripted before. */
  public synchronized void next(String operation, Fault... faults) {
    next.computeIfAbsent(operation, o -> new ArrayDeque<>()).addAll(List.of(faults));
  }

  /** Every call of the operation meets this fault, once those scripted as next are used up. */
  public synchronized void always(String operation, Fault fault) {
    always.put(operation, fault);
  }

  public synchronized void clear() {
    next.clear();
    always.clear();
  }

  synchronized Optional<Fault> take(String operation) {
    Deque<Fault> scripted = next.getOrDefault(operation, new ArrayDeque<>());
    return Optional.ofNullable(scripted.isEmpty() ? always.get(operation) : scripted.remove());
  }
}
