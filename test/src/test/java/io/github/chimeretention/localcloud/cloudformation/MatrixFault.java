package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.http.HttpFault;
import io.github.chimeretention.localcloud.http.HttpFault.Ending;
import java.time.Duration;
import java.util.Optional;

/** How an exchange with the service, or the upload of a response, goes wrong. */
@SuppressWarnings("ImmutableEnumChecker") // A record of immutable values.
enum MatrixFault {
  REFUSED("connection refused", null),
  RESET("reset before an answer", HttpFault.broken(false, "", Ending.RESET)),
  RESET_AMID(
      "reset amid the answer", HttpFault.broken(true, "HTTP/1.1 200 OK\r\nCont", Ending.RESET)),
  LOST("never answered, lost", HttpFault.broken(false, "", Ending.HANG)),
  HANG("never answered, done", HttpFault.broken(true, "", Ending.HANG)),
  DRIP(
      "slow drip",
      new HttpFault(
          true,
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: " + "x".repeat(1000) + "\r\n\r\n{}",
          Duration.ofMillis(50),
          Ending.CLOSE)),
  THROTTLED("429", error("429 Too Many Requests", "ThrottledClientException", "Slow down")),
  FAILURE("500", error("500 Internal Server Error", "ServiceFailureException", "Oh no")),
  UNAVAILABLE("503", error("503 Service Unavailable", "ServiceUnavailableException", "Later")),
  MALFORMED("malformed JSON", ok("{\"RetentionSettings\": oops")),
  EMPTY("empty body", ok("")),
  HTML(
      "HTML error page",
      HttpFault.answer(
          false, "502 Bad Gateway", "Content-Type: text/html\r\n", "<html>Bad gateway</html>")),
  TRUNCATED(
      "truncated body",
      HttpFault.broken(
          true,
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"Re",
          Ending.CLOSE)),
  EXPIRED(
      "expired credentials",
      error(
          "403 Forbidden",
          "ExpiredTokenException",
          "The security token included in the request is expired"));

  private final String label;
  private final HttpFault fault;

  MatrixFault(String label, HttpFault fault) {
    this.label = label;
    this.fault = fault;
  }

  static MatrixFault of(String label) {
    for (MatrixFault each : values()) {
      if (each.label.equals(label)) {
        return each;
      }
    }
    throw new IllegalArgumentException("No fault is called " + label);
  }

  /** Empty if connections are refused, which is not up to one exchange. */
  Optional<HttpFault> fault() {
    return Optional.ofNullable(fault);
  }

  /** Whether the request is carried out all the same. */
  boolean arrives() {
    return fault != null && fault.arrives();
  }

  @Override
  public String toString() {
    return label;
  }

  private static HttpFault ok(String body) {
    return HttpFault.answer(true, "200 OK", "Content-Type: application/json\r\n", body);
  }

  private static HttpFault error(String status, String type, String message) {
    return HttpFault.answer(
        false,
        status,
        "Content-Type: application/json\r\nx-amzn-RequestId: request-1\r\nx-amzn-ErrorType: "
            + type
            + "\r\n",
        "{\"Message\":\"" + message + "\"}");
  }
}
