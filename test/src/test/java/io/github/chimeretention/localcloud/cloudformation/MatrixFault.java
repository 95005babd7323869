package io.github.chimeretention.localcloud.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.chimeretention.localcloud.http.FaultProxy.Connecting;
import io.github.chimeretention.localcloud.http.HttpFault;
import io.github.chimeretention.localcloud.http.HttpFault.Ending;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Optional;

/** A fault in an exchange with the service or in the upload of a response. */
@SuppressWarnings("ImmutableEnumChecker") // A record of immutable values.
enum MatrixFault {
  REFUSED("connection refused", Connecting.REFUSED),
  RESET_HELLO("reset at the TLS hello", Connecting.RESET),
  UNTRUSTED("untrusted certificate", Connecting.UNTRUSTED),
  RESET("reset before a response", HttpFault.broken(false, "", Ending.RESET)),
  RESET_AMID(
      "reset within a response", HttpFault.broken(true, "HTTP/1.1 200 OK\r\nCont", Ending.RESET)),
  LOST("no response, lost", HttpFault.broken(false, "", Ending.HANG)),
  HANG("no response, done", HttpFault.broken(true, "", Ending.HANG)),
  DRIP(
      "slow drip",
      new HttpFault(
          true,
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: " + "x".repeat(2000) + "\r\n\r\n{}",
          Duration.ofMillis(50),
          Ending.CLOSE)),
  TRUNCATED(
      "truncated body",
      HttpFault.broken(
          true,
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"Re",
          Ending.CLOSE)),
  MALFORMED("malformed JSON", ok("{\"RetentionSettings\": oops")),
  EMPTY("empty body", ok("")),
  STALE(
      "previous settings",
      ok(
          """
          {"RetentionSettings": {
            "RoomRetentionSettings": {"RetentionDays": 30}, "ConversationRetentionSettings": {}},
           "AppInstanceRetentionSettings": {"ChannelRetentionSettings": {"RetentionDays": 30}}}""")),
  NOT_MODIFIED("304", HttpFault.whole(false, "304 Not Modified", "", "")),
  TIMEOUT("408", HttpFault.whole(false, "408 Request Timeout", "", "")),
  THROTTLED("429", error("429 Too Many Requests", "ThrottledClientException", "Slow down")),
  RETRY_AFTER(
      "429, Retry-After: a day",
      HttpFault.whole(
          false,
          "429 Too Many Requests",
          "Retry-After: 86400\r\nx-amzn-ErrorType: ThrottledClientException\r\n",
          "{}")),
  FAILURE("500", error("500 Internal Server Error", "ServiceFailureException", "Oh no")),
  UNAVAILABLE("503", error("503 Service Unavailable", "ServiceUnavailableException", "Later")),
  PROXYS_502("HTML, 502", html("502 Bad Gateway")),
  PROXYS_404("HTML, 404", html("404 Not Found")),
  UNKNOWN_OPERATION(
      "unknown operation", error("404 Not Found", "UnknownOperationException", "No such path")),
  NOT_FOUND("not found", error("404 Not Found", "NotFoundException", "No such identity")),
  REQUEST_TIMEOUT("RequestTimeout", error("400 Bad Request", "RequestTimeout", "Too slow")),
  EXPIRED(
      "expired credentials",
      error(
          "403 Forbidden",
          "ExpiredTokenException",
          "The security token included in the request is expired")),
  ECHO(
      "echoed credentials",
      error(
          "400 Bad Request",
          "BadRequestException",
          "Not with "
              + String.join(
                  " and ",
                  PackagedFunction.SECRET_KEY,
                  PackagedFunction.SESSION_TOKEN,
                  URLEncoder.encode(PackagedFunction.SESSION_TOKEN, UTF_8))));

  private final String label;
  private final Connecting connecting;
  private final HttpFault fault;

  MatrixFault(String label, Connecting connecting) {
    this(label, connecting, null);
  }

  MatrixFault(String label, HttpFault fault) {
    this(label, Connecting.WORKS, fault);
  }

  MatrixFault(String label, Connecting connecting, HttpFault fault) {
    this.label = label;
    this.connecting = connecting;
    this.fault = fault;
  }

  static MatrixFault of(String label) {
    for (MatrixFault each : values()) {
      if (each.label.equals(label)) {
        return each;
      }
    }
    throw new IllegalArgumentException("Unknown fault: " + label);
  }

  /** The behavior of attempts to connect. */
  Connecting connecting() {
    return connecting;
  }

  /** The fault of an exchange; empty if the fault is in connecting. */
  Optional<HttpFault> fault() {
    return Optional.ofNullable(fault);
  }

  /** Whether the request is carried out nevertheless. */
  boolean arrives() {
    return fault != null && fault.arrives();
  }

  @Override
  public String toString() {
    return label;
  }

  private static HttpFault ok(String body) {
    return HttpFault.whole(true, "200 OK", "Content-Type: application/json\r\n", body);
  }

  private static HttpFault html(String status) {
    return HttpFault.whole(
        false, status, "Content-Type: text/html\r\n", "<html><h1>" + status + "</h1></html>");
  }

  private static HttpFault error(String status, String type, String message) {
    return HttpFault.whole(
        false,
        status,
        "Content-Type: application/json\r\nx-amzn-RequestId: request-1\r\nx-amzn-ErrorType: "
            + type
            + "\r\n",
        "{\"Message\":\"" + message + "\"}");
  }
}
