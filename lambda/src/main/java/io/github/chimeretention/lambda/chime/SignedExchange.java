package io.github.chimeretention.lambda.chime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * One attempt at a request: signed by the SDK's signer, sent, and answered in time or not.
 * Thread-safe.
 */
final class SignedExchange {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  /** What both APIs are signed for. */
  private static final String SIGNING_NAME = "chime";

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  /**
   * Makes an attempt.
   *
   * @return the document that the service answered with
   * @throws FailedAttempt if no answer came in time, or the answer is an error
   */
  JsonNode send(ChimeRequest request, Deadline deadline)
      throws FailedAttempt, InterruptedException {
    HttpURLConnection connection = open(request);
    Deadline attemptEnds = deadline.within(ATTEMPT_TIMEOUT);
    requireTime(attemptEnds);
    try {
      // A read timeout does not bound an answer that drips in.
      return attemptEnds.call(() -> send(request, connection, attemptEnds), connection::disconnect);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailedAttempt failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw FailedAttempt.unanswered(new TimeoutException("it did not come in time"));
    }
  }

  private HttpURLConnection open(ChimeRequest request) throws FailedAttempt {
    try {
      SdkHttpRequest signed = sign(request);
      HttpURLConnection connection = (HttpURLConnection) signed.getUri().toURL().openConnection();
      connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
      connection.setReadTimeout((int) ATTEMPT_TIMEOUT.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestMethod(signed.method().name());
      connection.setDoOutput(request.isPut());
      for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
        for (String value : header.getValue()) {
          connection.addRequestProperty(header.getKey(), value);
        }
      }
      return connection;
    } catch (IOException | RuntimeException e) {
      throw FailedAttempt.unsent(e);
    }
  }

  SdkHttpRequest sign(ChimeRequest request) {
    SignRequest.Builder<AwsCredentialsIdentity> unsigned =
        SignRequest.builder(credentials())
            .request(
                SdkHttpRequest.builder()
                    .method(request.isPut() ? SdkHttpMethod.PUT : SdkHttpMethod.GET)
                    .uri(URI.create(request.url()))
                    .putHeader("Content-Type", "application/json")
                    .putHeader("User-Agent", "chime-retention")
                    .build())
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
            .putProperty(AwsV4HttpSigner.REGION_NAME, request.region());
    if (request.isPut()) {
      unsigned.payload(ContentStreamProvider.fromUtf8String(request.body().orElseThrow()));
    }
    return signer.sign(unsigned.build()).request();
  }

  /**
   * Those of the function's role (<i>AWS Lambda Developer Guide, Defined runtime environment
   * variables</i>).
   */
  private static AwsCredentialsIdentity credentials() {
    return AwsSessionCredentialsIdentity.create(
        System.getenv("AWS_ACCESS_KEY_ID"),
        System.getenv("AWS_SECRET_ACCESS_KEY"),
        System.getenv("AWS_SESSION_TOKEN"));
  }

  private static void requireTime(Deadline deadline) throws FailedAttempt {
    if (deadline.left().isZero()) {
      throw FailedAttempt.unreached(new TimeoutException("no time was left for it"));
    }
  }

  private static JsonNode send(
      ChimeRequest request, HttpURLConnection connection, Deadline deadline) throws FailedAttempt {
    ChimeAnswer answer;
    try {
      connect(connection);
      // The attempt may have been given up meanwhile, or Lambda have frozen this thread.
      requireTime(deadline);
      answer = answer(connection, request);
    } catch (FailedAttempt e) {
      connection.disconnect();
      throw e;
    }
    if (!answer.isSuccess()) {
      throw FailedAttempt.answered(answer);
    }
    Optional<JsonNode> document = answer.document();
    if (document.isEmpty()) {
      throw FailedAttempt.unreadable();
    }
    return document.get();
  }

  private static void connect(HttpURLConnection connection) throws FailedAttempt {
    try {
      connection.connect();
    } catch (IOException e) {
      throw FailedAttempt.unreached(e);
    } catch (RuntimeException e) {
      throw FailedAttempt.unsent(e);
    }
  }

  private static ChimeAnswer answer(HttpURLConnection connection, ChimeRequest request)
      throws FailedAttempt {
    try {
      if (request.isPut()) {
        // Not streamed: the JDK drops the body of a 401 that answers a streamed request.
        try (OutputStream body = connection.getOutputStream()) {
          body.write(request.body().orElseThrow().getBytes(UTF_8));
        }
      }
      return ChimeAnswer.on(connection);
    } catch (IOException | RuntimeException e) {
      throw FailedAttempt.unanswered(e);
    }
  }
}
