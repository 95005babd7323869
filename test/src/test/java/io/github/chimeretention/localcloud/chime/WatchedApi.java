package io.github.chimeretention.localcloud.chime;

import io.github.chimeretention.localcloud.chime.ServiceWatch.RecordedRequest;
import java.util.List;
import java.util.Set;

/**
 * One of Chime's APIs in the eyes of a test.
 *
 * @param requests of both APIs
 * @param missing the identities that neither knows: by default they know every one
 */
public record WatchedApi(
    ChimeApi api,
    Retentions retentions,
    Faults faults,
    List<RecordedRequest> requests,
    Set<String> missing) {
  /** The name of the operation that puts the settings. */
  public String put() {
    return "Put" + api.member();
  }

  /** The name of the operation that gets the settings. */
  public String get() {
    return "Get" + api.member();
  }

  /** From now on, the service does not know this identity. */
  public void remove(String identity) {
    missing.add(identity);
  }
}
