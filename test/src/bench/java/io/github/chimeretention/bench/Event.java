package io.github.chimeretention.bench;

/** One custom resource event, as it is sent to a function. */
record Event(String requestId, String json) {}
