package io.github.chimeretention.lambda.model;

/** What goes wrong once while an event is handled. */
enum Fault {
  NONE,
  PUT_REFUSED,
  PUT_LOST_ON_THE_WAY_THERE,
  PUT_LOST_ON_THE_WAY_BACK,
  PUT_LOST_ON_THE_WAY_THERE_AND_GET_REFUSED,
  PUT_LOST_ON_THE_WAY_BACK_AND_GET_REFUSED,
  /** The identity was removed, and its settings with it; a later put finds it anew. */
  IDENTITY_GONE,
  IDENTITY_GONE_AND_PUT_LOST,
  GET_REFUSED,
  GET_FINDS_NOTHING,
  /** Reads lag longer than the handler waits for. */
  READS_LAG_TOO_LONG,
  RESPONSE_LOST_ON_THE_WAY_THERE,
  RESPONSE_LOST_ON_THE_WAY_BACK,
  /** S3 is unavailable for as long as the invocation takes. */
  RESPONSE_NOT_ACCEPTED,
  RESPONSE_REFUSED,
  /** S3 stores the response each time, and the invocation never learns of it. */
  RESPONSE_RECEIPTS_LOST,
  EVENT_DELIVERED_TWICE,
  /** The event is delivered again when CloudFormation no longer waits for its response. */
  EVENT_DELIVERED_AGAIN_LATE,
  CRASH_BEFORE_PUT,
  CRASH_AFTER_PUT,
  CRASH_AFTER_GET,
  CRASH_BEFORE_RESPONSE,
  CRASH_AFTER_RESPONSE;

  /** The function's process is gone; nothing that it would still have done is done. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Whether the put was not accepted. */
  boolean leavesPutUndone() {
    return switch (this) {
      case PUT_REFUSED,
          PUT_LOST_ON_THE_WAY_THERE,
          PUT_LOST_ON_THE_WAY_THERE_AND_GET_REFUSED,
          IDENTITY_GONE,
          IDENTITY_GONE_AND_PUT_LOST ->
          true;
      default -> false;
    };
  }

  /** Whether the service no longer has the settings that the identity had. */
  boolean dropsSettings() {
    return this == IDENTITY_GONE || this == IDENTITY_GONE_AND_PUT_LOST;
  }

  /** Whether nobody can tell if the put was accepted. */
  boolean leavesPutUnknown() {
    return this == PUT_LOST_ON_THE_WAY_THERE_AND_GET_REFUSED
        || this == PUT_LOST_ON_THE_WAY_BACK_AND_GET_REFUSED;
  }

  /** Whether reading does not confirm what was put. */
  boolean leavesPutUnconfirmed() {
    return this == GET_REFUSED || this == GET_FINDS_NOTHING || this == READS_LAG_TOO_LONG;
  }

  /** Whether the handler gets over it, whatever the event is. */
  boolean isPassing() {
    return !leavesPutUndone() && !leavesPutUnknown() && !leavesPutUnconfirmed();
  }
}
