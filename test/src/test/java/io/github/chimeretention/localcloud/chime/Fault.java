package io.github.chimeretention.localcloud.chime;

/** A fault in one call. */
public sealed interface Fault {
  /** The service rejects the call and changes nothing. */
  record Refuse(ServiceError error, String message) implements Fault {}

  /** The connection ends without a response, and nothing is changed. */
  record CutOff() implements Fault {}
}
