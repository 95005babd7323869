package io.github.chimeretention.localcloud.chime;

import io.github.chimeretention.localcloud.chime.ServiceWatch.RecordedRequest;
import java.util.List;
import java.util.Set;

/**
 * A test's view of one of Chime's APIs.
 *
 * @param requests the requests to both APIs
 * @param missing identities that neither API knows; by default, they know all
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

  /** Makes the service forget this identity. */
  public void remove(String identity) {
    missing.add(identity);
  }
}
