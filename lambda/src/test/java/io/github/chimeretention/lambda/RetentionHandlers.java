package io.github.chimeretention.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;

/** Makes handlers with a test's environment and clocks. */
public final class RetentionHandlers {
  /** The time at which all events are handled. */
  public static final Instant NOW = Instant.parse("2026-02-20T10:15:30Z");

  /** The environment of the tests' processes, which overrides the endpoints. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of(
          "AWS_ENDPOINT_URL", "http://127.0.0.1",
          "AWS_ACCESS_KEY_ID", "AKIDTEST",
          "AWS_SECRET_ACCESS_KEY", "not-a-secret",
          "AWS_SESSION_TOKEN", "not-a-token");

  private RetentionHandlers() {}

  /** Returns a handler of these resources, which sends its responses through an HTTP client. */
  public static RequestStreamHandler of(
      List<? extends RetentionResource> resources, SdkHttpClient http, Deadline.Time time) {
    return of(resources, http, ENVIRONMENT, time);
  }

  /** Returns a handler of these resources with this wall clock. */
  public static RequestStreamHandler of(
      List<? extends RetentionResource> resources,
      SdkHttpClient http,
      Deadline.Time time,
      Clock clock) {
    return new RetentionHandler(List.copyOf(resources), http, ENVIRONMENT, time, clock);
  }

  static RequestStreamHandler of(
      List<? extends RetentionResource> resources,
      SdkHttpClient http,
      Map<String, String> environment,
      Deadline.Time time) {
    return new RetentionHandler(
        List.copyOf(resources), http, environment, time, Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
