package io.github.chimeretention.localcloud.chime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults that each operation's next calls meet. */
public final class Faults {
  private final Map<String, Deque<Fault>> next = new HashMap<>();
  private final Map<String, Fault> always = new HashMap<>();

  /** Adds faults for the operation's next calls, one per call. */
  public synchronized void next(String operation, Fault... faults) {
    next.computeIfAbsent(operation, o -> new ArrayDeque<>()).addAll(List.of(faults));
  }

  /** Sets the fault for every call of the operation after the ones added by {@link #next}. */
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
