package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.OverlappingTime;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Amazon Chime: stores the settings that it accepts, but reads may lag behind. */
final class ModelService {
  /** Accepted settings; {@code by} is null for pre-existing ones. */
  record Put(
      String identity,
      RetentionSettings settings,
      ModelInvocation by,
      Duration at,
      Duration visibleAt) {}

  private final OverlappingTime time;
  private final RandomGenerator random;
  private final Map<String, List<Put>> puts = new TreeMap<>();
  private final Set<String> removed = new HashSet<>();

  ModelService(OverlappingTime time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  void put(String identity, RetentionSettings settings, ModelInvocation by, Duration lag) {
    puts.computeIfAbsent(identity, it -> new ArrayList<>())
        .add(new Put(identity, settings, by, time.now(), time.now().plus(lag)));
    time.note("  %s is %s by %s, lag %s".formatted(identity, settings, by, lag));
  }

  /** Permanently removes an identity with its settings. */
  void remove(String identity) {
    removed.add(identity);
    time.note(identity + " is removed from the service");
  }

  boolean hasRemoved(String identity) {
    return removed.contains(identity);
  }

  Set<String> identities() {
    return puts.keySet();
  }

  List<Put> puts(String identity) {
    return puts.get(identity);
  }

  Put last(String identity) {
    List<Put> all = puts.get(identity);
    return all.get(all.size() - 1);
  }

  /** Returns the last settings, or, while reads lag, at random the previous ones. */
  RetentionSettings read(String identity) {
    List<Put> all = puts.get(identity);
    int i = all.size() - 1;
    while (all.get(i).visibleAt().compareTo(time.now()) > 0 && random.nextBoolean()) {
      i--;
    }
    return all.get(i).settings();
  }
}
