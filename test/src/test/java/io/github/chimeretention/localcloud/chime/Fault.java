package io.github.chimeretention.localcloud.chime;

/** What goes wrong with one call. */
public sealed interface Fault {
  /** The service refuses the call and changes nothing. */
  record Refuse(ServiceError error, String message) implements Fault {}

  /** The connection ends without a response, and nothing was done. */
  record CutOff() implements Fault {}
}
