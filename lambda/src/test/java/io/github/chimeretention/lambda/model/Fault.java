package io.github.chimeretention.lambda.model;

/** What goes wrong once while an event is handled. */
enum Fault {
  NONE,
  PUT_REFUSED,
  PUT_LOST_ON_THE_WAY_THERE,
  PUT_LOST_ON_THE_WAY_BACK,
  GET_REFUSED,
  RESPONSE_LOST_ON_THE_WAY_THERE,
  RESPONSE_LOST_ON_THE_WAY_BACK,
  EVENT_DELIVERED_TWICE,
  CRASH_BEFORE_PUT,
  CRASH_AFTER_PUT,
  CRASH_AFTER_GET,
  CRASH_AFTER_RESPONSE;

  /** Whether the put was taken, if this goes wrong on the way. */
  boolean leavesPutUndone() {
    return this == PUT_REFUSED || this == PUT_LOST_ON_THE_WAY_THERE;
  }
}
