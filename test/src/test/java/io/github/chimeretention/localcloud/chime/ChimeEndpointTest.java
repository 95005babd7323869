package io.github.chimeretention.localcloud.chime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The Chime endpoint")
class ChimeEndpointTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ACCOUNT = "12345678-1234-1234-1234-123456789012";
  private static final String BODY =
      "{\"RetentionSettings\":{\"RoomRetentionSettings\":{\"RetentionDays\":365},"
          + "\"ConversationRetentionSettings\":{}}}";

  @TempDir private Path folder;
  private ChimeEndpoint chime;

  @BeforeEach
  void open() {
    chime = new ChimeEndpoint(retentions());
  }

  @AfterEach
  void close() {
    chime.close();
  }

  @Test
  @DisplayName("answers a put with an empty 204, and a get with what was put")
  void putAndGet() throws Exception {
    HttpResponse<String> put = send("PUT", BODY);
    assertThat(put.statusCode()).isEqualTo(204);
    assertThat(put.body()).isEmpty();

    HttpResponse<String> get = send("GET", "");
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(RestJsonEndpoint.JSON.readTree(get.body()))
        .isEqualTo(
            RestJsonEndpoint.JSON.readTree(
                "{\"RetentionSettings\":{\"RoomRetentionSettings\":{\"RetentionDays\":365},"
                    + "\"ConversationRetentionSettings\":{}},"
                    + "\"InitiateDeletionTimestamp\":\"2026-01-31T00:00:00Z\"}"));
  }

  @Test
  @DisplayName("leaves the timestamp out when every setting is off")
  void off() throws Exception {
    send("PUT", BODY);
    send("PUT", BODY.replace("\"RetentionDays\":365", ""));
    assertThat(send("GET", "").body()).doesNotContain("InitiateDeletionTimestamp");
  }

  @Test
  @DisplayName("keeps its state between runs")
  void state() throws Exception {
    send("PUT", BODY);
    assertThat(retentions().get(ACCOUNT).days()).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 365));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"RetentionSettings\":{}}",
        "{\"RetentionSettings\":{\"RoomRetentionSettings\":{}}}",
        "{\"RetentionSettings\":{\"RoomRetentionSettings\":null,\"ConversationRetentionSettings\":{}}}",
        "{\"RetentionSettings\":{\"RoomRetentionSettings\":{\"RetentionDays\":0},\"ConversationRetentionSettings\":{}}}",
        "{\"RetentionSettings\":{\"RoomRetentionSettings\":{\"RetentionDays\":5476},\"ConversationRetentionSettings\":{}}}",
        "{\"RetentionSettings\":{\"RoomRetentionSettings\":{\"RetentionDays\":\"30\"},\"ConversationRetentionSettings\":{}}}",
        "{\"RetentionSettings\":{\"RoomRetentionSettings\":{\"Days\":30},\"ConversationRetentionSettings\":{}}}",
        "{\"RetentionSettings\":{\"RoomRetentionSettings\":{},\"ConversationRetentionSettings\":{}},\"More\":1}",
        "{\"RetentionSettings\":{\"RoomRetentionSettings\":{},\"ConversationRetentionSettings\":{}}} {}",
      })
  @DisplayName("refuses a body that is not right")
  void badRequest(String body) throws Exception {
    HttpResponse<String> response = send("PUT", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("BadRequestException");
    assertThat(chime.accounts().all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/chime/aws4_request,"
            + " SignedHeaders=host, Signature=SIGNATURE",
        "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/s3/aws4_request,"
            + " SignedHeaders=host, Signature=SIGNATURE",
      })
  @DisplayName("refuses a request that is not signed for chime in us-east-1")
  void unsigned(String authorization) throws Exception {
    assertThat(send("GET", "", authorization).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource(ServiceError.class)
  @DisplayName("answers with each of the service's exceptions when told to")
  void errors(ServiceError error) throws Exception {
    chime.faults().next(ChimeEndpoint.PUT, new Fault.Refuse(error, "As scripted"));
    HttpResponse<String> response = send("PUT", BODY);
    assertThat(response.statusCode()).isEqualTo(error.status());
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains(error.type());
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(response.body()).contains("\"Message\":\"As scripted\"");
    assertThat(send("PUT", BODY).statusCode()).as("the next call").isEqualTo(204);
  }

  @Test
  @DisplayName("does not know an account that was removed")
  void notFound() throws Exception {
    chime.accounts().remove(ACCOUNT);
    assertThat(send("PUT", BODY).headers().firstValue("x-amzn-ErrorType"))
        .contains("NotFoundException");
  }

  @Test
  @DisplayName("answers late when told to")
  void delay() throws Exception {
    Duration delay = Duration.ofMillis(100);
    chime.faults().next(ChimeEndpoint.PUT, new Fault.Delay(delay));
    long start = System.nanoTime();
    assertThat(send("PUT", BODY).statusCode()).isEqualTo(204);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
  }

  @Test
  @DisplayName("cuts the connection before or after the work when told to")
  void cutOff() throws Exception {
    chime.faults().always(ChimeEndpoint.PUT, new Fault.CutOffBefore());
    assertThatThrownBy(() -> send("PUT", BODY)).isInstanceOf(IOException.class);
    assertThat(chime.accounts().all()).isEmpty();

    chime.faults().clear();
    chime.faults().next(ChimeEndpoint.PUT, new Fault.CutOffAfter());
    assertThatThrownBy(() -> send("PUT", BODY)).isInstanceOf(IOException.class);
    assertThat(chime.accounts().all()).containsKey(ACCOUNT);
    assertThat(chime.requests()).last().extracting(RecordedRequest::status).isEqualTo(0);
  }

  private Retentions retentions() {
    return new Retentions(folder.resolve("chime.json"), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private HttpResponse<String> send(String method, String body) throws Exception {
    return send(
        method,
        body,
        "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/chime/aws4_request,"
            + " SignedHeaders=host, Signature=SIGNATURE");
  }

  private HttpResponse<String> send(String method, String body, String authorization)
      throws Exception {
    URI uri = chime.uri().resolve("/accounts/" + ACCOUNT + "/retention-settings");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .version(HttpClient.Version.HTTP_1_1)
            .header("X-Amz-Date", "20260101T000000Z")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization.replace("SIGNATURE", "0".repeat(64)));
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
