package io.github.chimeretention.lambda.chime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.VirtualTime;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import io.github.chimeretention.lambda.retention.RetentionResource;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Runs the SDK's clients and the retry loop with a stub of the service. */
@DisplayName("A call to the service")
class ServiceCallsTest {
  private static final String ARN = "arn:aws:chime:eu-central-1:111122223333:app-instance/a";
  private static final String EFFECT = "effect";
  private static final Duration TIME = Duration.ofHours(1);
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final VirtualTime time = new VirtualTime();
  private final List<SdkHttpRequest> requests = new ArrayList<>();
  private Service service;
  private final RetentionResource account = new ChimeAccountRetention(server());
  private final RetentionResource appInstance = new ChimeAppInstanceRetention(server());

  /** Returns the response to the request with this number. */
  @FunctionalInterface
  private interface Service {
    HttpExecuteResponse respond(int attempt) throws IOException;
  }

  @ParameterizedTest(name = "HTTP status {0}, error type {1}, body {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          301 | -                              | -                             | UNKNOWN   | false
          304 | -                              | -                             | UNKNOWN   | false
          400 | BadRequestException            | {"Message": "no"}             | REFUSED   | false
          400 | -                              | {"__type": "x#BadRequest"}    | REFUSED   | false
          400 | -                              | {"message": "no"}             | UNKNOWN   | false
          400 | NotFoundException              | {}                            | REFUSED   | false
          400 | RequestTimeoutException        | {}                            | NONE      | true
          400 | ThrottlingException            | {}                            | NONE      | true
          400 | TransactionInProgressException | {}                            | NONE      | true
          401 | UnauthorizedClientException    | {}                            | REFUSED   | false
          403 | ForbiddenException             | {}                            | REFUSED   | false
          403 | -                              | <html>no</html>               | UNKNOWN   | false
          403 | RequestTimeTooSkewed           | {}                            | NONE      | true
          403 | AccessDeniedException          | {"Message": "no"}             | REFUSED   | false
          403 | AccessDeniedException | {"Message": "r is not authorized to perform: p"} | REFUSED | true
          404 | NotFoundException              | {}                            | NOT_FOUND | false
          404 | UnknownOperationException      | {}                            | REFUSED   | false
          404 | -                              | <html>no such page</html>     | UNKNOWN   | false
          404 | -                              | {"message": "no route"}       | UNKNOWN   | false
          408 | -                              | -                             | UNKNOWN   | false
          408 | RequestTimeout                 | {}                            | NONE      | true
          409 | ConflictException              | {}                            | NONE      | true
          429 | ThrottledClientException       | {}                            | NONE      | true
          429 | -                              | <html>slow down</html>        | UNKNOWN   | true
          500 | ServiceFailureException        | {}                            | UNKNOWN   | true
          500 | NotFoundException              | {}                            | UNKNOWN   | true
          502 | -                              | <html>bad gateway</html>      | UNKNOWN   | true
          503 | ServiceUnavailableException    | {}                            | UNKNOWN   | true
          504 | -                              | -                             | UNKNOWN   | true
          """)
  @DisplayName("that gets an error is classified by its status and the service's error code")
  void classification(int status, String errorType, String body, Effect effect, boolean retried) {
    SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
    if (errorType != null) {
      response.putHeader("x-amzn-ErrorType", errorType);
    }
    service =
        attempt -> {
          if (attempt == 2) {
            time.advance(TIME);
          }
          return HttpServerStub.response(response, body == null ? "" : body);
        };

    assertThat(failure(this::put)).extracting(EFFECT).isEqualTo(effect);
    assertThat(requests).hasSize(retried ? 2 : 1);

    requests.clear();
    assertThat(failure(() -> appInstance.get(ARN, deadline())))
        .extracting(EFFECT)
        .isEqualTo(effect == Effect.UNKNOWN ? Effect.NONE : effect);
    assertThat(requests).hasSize(retried ? 2 : 1);
  }

  @Test
  @DisplayName("with an unreadable response may have been accepted")
  void unreadable() {
    service =
        attempt -> {
          time.advance(TIME);
          return HttpServerStub.response(200, "{\"AppInstanceRetentionSettings\": <html>");
        };

    RetentionException failure =
        failure(() -> appInstance.put(ARN, RetentionSettings.OFF, deadline()));

    assertThat(failure).extracting(EFFECT).isEqualTo(Effect.UNKNOWN);
    assertThat(failure)
        .hasMessageContaining(": PutAppInstanceRetentionSettings for the app instance " + ARN)
        .hasMessageContaining("(no usable response)");
  }

  @Test
  @DisplayName(
      "that was rejected reports the code or status, then the call, the message and its origin")
  void message() {
    service = attempt -> error(403, "ForbiddenException", "not you");
    assertThat(failure(this::put))
        .hasMessage(
            "ForbiddenException: PutRetentionSettings for the account a: not you"
                + " (HTTP status 403, request id request-7)");

    service = attempt -> HttpServerStub.response(404, "<html>no such page</html>");
    assertThat(failure(this::put))
        .hasMessageStartingWith(
            "HTTP status 404: PutRetentionSettings for the account a: no message (HTTP status 404");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "0, false"})
  @DisplayName("is retried only if a second is left, so that the retry is not cut off")
  void timeToRetry(int seconds, boolean repeated) {
    // Retry-After is longer than any back-off, so the delay is known.
    service =
        attempt -> {
          time.advance(attempt == 1 ? TIME.minusSeconds(30 + seconds) : TIME);
          return throttled(30);
        };

    assertThat(failure(this::put)).extracting(EFFECT).isEqualTo(Effect.UNKNOWN);
    assertThat(requests).hasSize(repeated ? 2 : 1);
  }

  @Test
  @DisplayName("is retried after the time in Retry-After")
  void retryAfter() throws InterruptedException {
    service = first(throttled(30), HttpServerStub.response(204, ""));

    put();

    assertThat(requests).hasSize(2);
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  @DisplayName("is not retried if Retry-After exceeds the time left, and reports both")
  void retryAfterTooLong() {
    service = attempt -> throttled(3600);

    assertThat(failure(this::put))
        .hasMessageEndingWith(
            " (HTTP status 503, no request id); gave up: 1 h left, next attempt in 1 h");
    assertThat(requests).hasSize(1);
    assertThat(time.passed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Fri, 20 Feb 2026 10:15:30 GMT", "soon", "1.5", "99999999999"})
  @DisplayName("is retried with the usual back-off if Retry-After is not a number of seconds")
  void otherRetryAfter(String value) throws InterruptedException {
    service = first(throttled(value), HttpServerStub.response(204, ""));

    put();

    assertThat(time.passed()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("is retried for a minute if a permission is missing, because it may be new")
  void missingPermission() {
    service =
        attempt -> error(403, "AccessDeniedException", "User: r is not authorized to perform: p");

    assertThat(failure(this::put)).extracting(EFFECT).isEqualTo(Effect.REFUSED);
    assertThat(time.passed()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(65));
  }

  @Test
  @DisplayName(
      "without a permission counts as rejected even if less than a minute was left for retries")
  void missingPermissionAtTheEnd() {
    service =
        attempt -> {
          time.advance(TIME.minusSeconds(1));
          return error(403, "AccessDeniedException", "User: r is not authorized to perform: p");
        };

    assertThat(failure(this::put)).extracting(EFFECT).isEqualTo(Effect.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, NONE, ''",
    "eu-north-1, REFUSED, ; the service is not available in eu-north-1"
  })
  @DisplayName("to a host that does not resolve is retried for 20 seconds, and names the region")
  void unknownHost(String region, Effect effect, String hint) {
    String arn = ARN.replace("eu-central-1", region);
    service =
        attempt -> {
          throw new UnknownHostException("identity-chime.%s.amazonaws.com".formatted(region));
        };

    RetentionException failure = failure(() -> appInstance.get(arn, deadline()));

    assertThat(failure).extracting(EFFECT).isEqualTo(effect);
    assertThat(failure)
        .hasMessage(
            "UnknownHostException: GetAppInstanceRetentionSettings for the app instance %s: identity-chime.%s.amazonaws.com (no usable response)%s"
                .formatted(arn, region, hint));
    assertThat(time.passed()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
  }

  @Test
  @DisplayName("to the account API does not count as rejected if its host does not resolve")
  void unknownHostOfTheAccountApi() {
    service =
        attempt -> {
          throw new UnknownHostException("service.chime.aws.amazon.com");
        };

    RetentionException failure = failure(() -> account.get("a", deadline()));

    assertThat(failure).extracting(EFFECT).isEqualTo(Effect.NONE);
    assertThat(failure).hasMessageEndingWith("service.chime.aws.amazon.com (no usable response)");
  }

  @Test
  @DisplayName("that may have been accepted still counts as such if the host then does not resolve")
  void unknownHostAfterAnUnknownEffect() {
    service =
        attempt -> {
          if (attempt == 1) {
            return error(500, "ServiceFailureException", "no");
          }
          throw new UnknownHostException("identity-chime.eu-north-1.amazonaws.com");
        };
    String arn = ARN.replace("eu-central-1", "eu-north-1");

    assertThat(failure(() -> appInstance.put(arn, RetentionSettings.OFF, deadline())))
        .extracting(EFFECT)
        .isEqualTo(Effect.UNKNOWN);
  }

  @Test
  @DisplayName(
      "is retried for a minute if a permission is missing, regardless of earlier other failures")
  void missingPermissionAfterOtherFailures() throws InterruptedException {
    service =
        attempt -> {
          if (attempt == 1) {
            time.advance(Duration.ofMinutes(5));
            return error(429, "ThrottledClientException", "slow down");
          }
          return attempt == 2
              ? error(403, "AccessDeniedException", "User: r is not authorized to perform: p")
              : HttpServerStub.response(204, "");
        };

    put();

    assertThat(requests).hasSize(3);
  }

  @Test
  @DisplayName("is not started after its deadline")
  void timeIsOver() {
    time.advance(TIME);
    Deadline over = Deadline.in(Duration.ZERO, time);

    assertThat(failure(() -> account.put("a", RetentionSettings.OFF, over)))
        .hasMessage("Timed out before PutRetentionSettings for the account a")
        .extracting(EFFECT)
        .isEqualTo(Effect.NONE);
    assertThat(requests).isEmpty();
  }

  @Test
  @DisplayName(
      "rejected because of clock skew is signed with the service's time in the next attempt")
  void clockSkew() throws InterruptedException {
    Instant serviceTime = Instant.now().minus(3, ChronoUnit.HOURS);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(serviceTime.atOffset(ZoneOffset.UTC));
    SdkHttpResponse.Builder refusal =
        SdkHttpResponse.builder()
            .statusCode(403)
            .putHeader("x-amzn-ErrorType", "RequestTimeTooSkewed")
            .putHeader("Date", date);
    service = first(HttpServerStub.response(refusal, "{}"), HttpServerStub.response(204, ""));

    put();

    assertThat(requests).hasSize(2);
    assertThat(signedAt(requests.get(1))).isCloseTo(serviceTime, within(Duration.ofMinutes(30)));
  }

  @ParameterizedTest
  @CsvSource({"400, BadRequestException, REFUSED", "404, NotFoundException, NOT_FOUND"})
  @DisplayName("may have been accepted if any of its attempts was, unless it only reads")
  void anyAttempt(int status, String errorType, Effect last) {
    service = first(error(500, "ServiceFailureException", "no"), error(status, errorType, "no"));

    assertThat(failure(this::put)).extracting(EFFECT).isEqualTo(Effect.UNKNOWN);
    requests.clear();
    assertThat(failure(() -> account.get("a", deadline()))).extracting(EFFECT).isEqualTo(last);
  }

  @Test
  @DisplayName("whose last attempt hangs reports the service's previous error")
  void lastAttemptHangs() {
    service =
        attempt -> {
          if (attempt == 1) {
            time.advance(TIME.minusSeconds(2));
            return error(429, "ThrottledClientException", "slow down");
          }
          return hang();
        };

    RetentionException failure = failure(this::put);

    assertThat(failure).extracting(EFFECT).isEqualTo(Effect.UNKNOWN);
    assertThat(failure).hasMessageStartingWith("ThrottledClientException: ");
  }

  private void put() throws InterruptedException {
    account.put("a", RetentionSettings.OFF, deadline());
  }

  private Deadline deadline() {
    return Deadline.in(TIME, time);
  }

  private static RetentionException failure(ThrowingCallable call) {
    return catchThrowableOfType(RetentionException.class, call);
  }

  private HttpServerStub server() {
    return (request, body) -> {
      requests.add(request);
      return service.respond(requests.size());
    };
  }

  private static HttpExecuteResponse error(int status, String type, String message) {
    return HttpServerStub.response(
        SdkHttpResponse.builder()
            .statusCode(status)
            .putHeader("x-amzn-ErrorType", type)
            .putHeader("x-amzn-RequestId", "request-7"),
        "{\"Message\": \"%s\"}".formatted(message));
  }

  private static HttpExecuteResponse throttled(Object retryAfter) {
    return HttpServerStub.response(
        SdkHttpResponse.builder().statusCode(503).putHeader("Retry-After", retryAfter.toString()),
        "");
  }

  private static Service first(HttpExecuteResponse first, HttpExecuteResponse then) {
    return attempt -> attempt == 1 ? first : then;
  }

  /** Never responds, unless the thread is interrupted. */
  private static HttpExecuteResponse hang() throws InterruptedIOException {
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("counted down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static Instant signedAt(SdkHttpRequest request) {
    return AMZ_DATE.parse(request.firstMatchingHeader("X-Amz-Date").orElseThrow(), Instant::from);
  }
}
