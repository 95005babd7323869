package io.github.chimeretention.localcloud.chime;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of each identity, kept in a file between runs. */
public final class Retentions {
  private final JsonFile<SortedMap<String, Retention>> file;
  private final Clock clock;
  private final SortedMap<String, Retention> retentions;

  public Retentions(Path path, Clock clock) {
    file = new JsonFile<>(path, new TypeReference<>() {});
    this.clock = clock;
    retentions = new TreeMap<>(file.read().orElseGet(TreeMap::new));
  }

  /** The settings of all identities that ever had settings. */
  public synchronized SortedMap<String, Retention> all() {
    return new TreeMap<>(retentions);
  }

  public synchronized Retention get(String identity) {
    return retentions.getOrDefault(identity, Retention.off());
  }

  public synchronized Retention put(String identity, Map<String, Integer> days) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Retention retention = get(identity).put(days, now);
    retentions.put(identity, retention);
    file.write(retentions);
    return retention;
  }
}
