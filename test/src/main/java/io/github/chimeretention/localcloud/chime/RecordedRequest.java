package io.github.chimeretention.localcloud.chime;

/** A request as it came in, and the status that answered it: 0 if the connection was cut off. */
public record RecordedRequest(
    String operation, String method, String path, String body, int status) {}
