package io.github.chimeretention.lambda.chime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.chimeretention.lambda.http.HttpAttempt;
import io.github.chimeretention.lambda.http.NotSentException;
import io.github.chimeretention.lambda.invocation.Deadline;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    ChimeAnswer answer;
    HttpURLConnection connection = open(request);
    // Not streamed: the JDK drops the body of a 401 that answers a streamed request.
    byte[] body = request.body().orElse("").getBytes(UTF_8);
    try {
      answer = new HttpAttempt(connection, body, ATTEMPT_TIMEOUT).make(deadline, ChimeAnswer::on);
    } catch (NotSentException e) {
      throw FailedAttempt.unreached(e.getCause());
    } catch (IOException e) {
      throw FailedAttempt.unanswered(e);
    } catch (RuntimeException e) {
      throw FailedAttempt.unsent(e);
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

  private HttpURLConnection open(ChimeRequest request) throws FailedAttempt {
    try {
      SdkHttpRequest signed = sign(request);
      HttpURLConnection connection = (HttpURLConnection) signed.getUri().toURL().openConnection();
      connection.setRequestMethod(signed.method().name());
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
}
