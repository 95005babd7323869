package io.github.chimeretention.lambda.chime;

import java.util.Optional;

/**
 * One operation on the settings of one identity.
 *
 * @param operation the API's name of it, such as {@code PutRetentionSettings}
 * @param target whose settings they are, for people
 * @param url where to send it
 * @param region the region to sign for
 * @param body the JSON to put; empty to get
 */
record ChimeRequest(
    String operation, String target, String url, String region, Optional<String> body) {

  boolean isPut() {
    return body.isPresent();
  }

  @Override
  public String toString() {
    return operation + " for the " + target;
  }
}
