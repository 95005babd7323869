package io.github.chimeretention.localcloud.cloudformation.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.chimeretention.localcloud.aws.AwsEndpoint;
import io.github.chimeretention.localcloud.chime.ServiceWatch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The response URL")
class ResponseEndpointTest {
  private static final String BODY =
      "{\"Status\":\"SUCCESS\",\"StackId\":\"stack\",\"RequestId\":\"request\","
          + "\"LogicalResourceId\":\"Logical\",\"PhysicalResourceId\":\"id\",\"Data\":{\"A\":\"1\"}}";

  private static final JsonNode REQUEST =
      JsonNodeFactory.instance
          .objectNode()
          .put("StackId", "stack")
          .put("RequestId", "request")
          .put("LogicalResourceId", "Logical");

  private static final Duration SOON = Duration.ofMinutes(1);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final ServiceWatch watch = new ServiceWatch();
  private final AwsEndpoint server = new AwsEndpoint(0, watch);
  private final ResponseEndpoint endpoint = new ResponseEndpoint(server.uri(), now::get);
  private final ResponseEndpoint.Pending pending = endpoint.open(REQUEST);

  @BeforeEach
  void open() {
    server.serve("presigned", endpoint);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("accepts a response without a content type, and a second one, which changes nothing")
  void accepted() throws Exception {
    assertThat(put(pending.url(), "", BODY)).isEqualTo(200);
    assertThat(put(pending.url(), "", BODY.replace("SUCCESS", "FAILED"))).isEqualTo(200);
    assertThat(outcome())
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            done -> {
              assertThat(done.physicalId()).isEqualTo("id");
              assertThat(done.attributes().path("A").asText()).isEqualTo("1");
            });
    assertThat(watch.responses("request")).hasSize(2);
  }

  @Test
  @DisplayName("rejects a content type that it is not signed for")
  void contentType() throws Exception {
    assertThat(put(pending.url(), "application/json", BODY)).isEqualTo(403);
    assertThat(pending.await(Duration.ZERO).join()).isEmpty();
    assertThat(watch.responses("request")).isEmpty();
  }

  @Test
  @DisplayName("rejects a body without a content length")
  void chunked() throws Exception {
    BodyPublisher unknownLength = BodyPublishers.fromPublisher(BodyPublishers.ofString(BODY));
    assertThat(put(pending.url(), "", unknownLength)).isEqualTo(501);
    assertThat(watch.responses("request")).isEmpty();
  }

  @Test
  @DisplayName("expires after two hours")
  void expired() throws Exception {
    now.set(now.get().plus(Duration.ofHours(2)));
    assertThat(put(pending.url(), "", BODY)).isEqualTo(200);
    now.set(now.get().plusMillis(1));
    assertThat(put(pending.url(), "", BODY)).isEqualTo(403);
  }

  @Test
  @DisplayName("rejects another signature")
  void signature() throws Exception {
    URI other = URI.create(pending.url().toString().replaceAll(".$", "!"));
    assertThat(put(other, "", BODY)).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "StackId":"stack"         | "StackId":"other"        | Response has the wrong StackId: "other"
          "RequestId":"request"     | "RequestId":1            | Response has the wrong RequestId: 1
          "LogicalResourceId"       | "Id"                     | Response has the wrong LogicalResourceId:
          "PhysicalResourceId":"id" | "PhysicalResourceId":""  | Invalid PhysicalResourceId
          SUCCESS                   | DONE                     | Invalid response status: "DONE"
          SUCCESS                   | FAILED                   | Response must have a Reason
          "SUCCESS"                 | SUCCESS                  | Not well-formed JSON
          """,
      quoteCharacter = '`')
  @DisplayName("turns a response that violates the contract into a failure")
  void invalid(String part, String replacement, String reason) throws Exception {
    assertThat(put(pending.url(), "", BODY.replace(part, replacement))).isEqualTo(200);
    assertThat(failure(outcome())).startsWith(reason);
  }

  @Test
  @DisplayName("turns a response over 4096 bytes into a failure")
  void tooLong() {
    String longer = BODY.replace("{\"A\":\"1\"}", "{\"A\":\"" + "é".repeat(2048) + "\"}");
    assertThat(failure(CustomResourceProvider.outcome(longer, REQUEST, "old")))
        .isEqualTo("Response object is too long.");
  }

  @Test
  @DisplayName("passes on the provider's reason with CloudFormation's prefix")
  void reason() {
    String failed = BODY.replace("\"SUCCESS\"", "\"FAILED\",\"Reason\":\"No such account\"");
    assertThat(failure(CustomResourceProvider.outcome(failed, REQUEST, "old")))
        .isEqualTo(
            "Received response status [FAILED] from custom resource. Message returned: No such"
                + " account");
  }

  private Outcome outcome() {
    return CustomResourceProvider.outcome(pending.await(SOON).join().orElseThrow(), REQUEST, "old");
  }

  private static String failure(Outcome outcome) {
    return ((Outcome.Failed) outcome).reason();
  }

  private static int put(URI url, String contentType, String body) throws Exception {
    return put(url, contentType, BodyPublishers.ofString(body));
  }

  private static int put(URI url, String contentType, BodyPublisher body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).version(HttpClient.Version.HTTP_1_1).PUT(body);
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
