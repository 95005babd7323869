package io.github.chimeretention.localcloud.chime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.localcloud.RetentionType;
import io.github.chimeretention.localcloud.aws.AwsEndpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
@DisplayName("The endpoint of an API")
class RetentionEndpointTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final String DAYS = "{\"RetentionDays\":365}";

  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=A/20260101/REGION/chime/aws4_request,"
          + " SignedHeaders=host, Signature=SIGNATURE";

  @Parameter private RetentionType type;
  @TempDir private Path folder;
  private Retentions retentions;
  private AwsEndpoint server;

  @BeforeEach
  void open() {
    retentions = retentions();
    server = new AwsEndpoint(0, UnaryOperator.identity());
    server.serve("chime", new RetentionEndpoint(retentions));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("responds to a put like the service, and to a Get with the settings that were put")
  void putAndGet() throws Exception {
    HttpResponse<String> put = send("PUT", body(DAYS));
    assertThat(put.statusCode()).isEqualTo(isAccount() ? 204 : 200);
    assertThat(json(put.body())).isEqualTo(json(isAccount() ? "" : report()));

    HttpResponse<String> get = send("GET", "");
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(json(get.body())).isEqualTo(json(report()));
  }

  @Test
  @DisplayName("omits the timestamp if every setting is off")
  void off() throws Exception {
    send("PUT", body(DAYS));
    send("PUT", body("{}"));
    assertThat(send("GET", "").body()).doesNotContain("InitiateDeletionTimestamp");
  }

  @Test
  @DisplayName("keeps its state between runs")
  void state() throws Exception {
    send("PUT", body(DAYS));
    assertThat(retentions().get(type.identity(1)).days()).isEqualTo(type.of(365));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{\"RetentionDays\":0}",
        "{\"RetentionDays\":5476}",
        "{\"RetentionDays\":\"30\"}",
        "{\"Days\":30}",
        "{},\"OtherSettings\":{}",
      })
  @DisplayName("rejects an invalid setting")
  void badSetting(String period) throws Exception {
    assertBadRequest(body(period));
  }

  @Test
  @DisplayName("rejects a body with a missing or an extra member")
  void badMembers() throws Exception {
    assertBadRequest("");
    assertBadRequest(body("{}").replace(type.setting(), "OtherSettings"));
    assertBadRequest(body("{}").replaceFirst("}$", ",\"More\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/chime/aws4_request,"
            + " SignedHeaders=host, Signature=SIGNATURE",
      })
  @DisplayName("rejects a request that is not signed for chime in the API's region")
  void unsigned(String authorization) throws Exception {
    assertThat(send("GET", path(), "", authorization).statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("rejects an identity that can't be one of the API's")
  void badIdentity() throws Exception {
    String path = path().replaceFirst("[^/]+(?=/retention-settings)", "arn%3Ax");
    assertThat(send("GET", path, "", SIGNED).statusCode()).isEqualTo(400);
  }

  private void assertBadRequest(String body) throws Exception {
    HttpResponse<String> response = send("PUT", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("BadRequestException");
    assertThat(json(response.body()).path("Code").asText()).isEqualTo("BadRequest");
    assertThat(retentions.all()).isEmpty();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private boolean isAccount() {
    return type == RetentionType.ACCOUNT;
  }

  private String path() {
    return "/%s/%s/retention-settings"
        .formatted(
            isAccount() ? "accounts" : "app-instances",
            URLEncoder.encode(type.identity(1), StandardCharsets.UTF_8));
  }

  /** A body with a declared period in JSON. */
  private String body(String period) {
    return type.settings("P").replace("{P}", period).replace('\'', '"');
  }

  /** The settings after a put of {@link #DAYS}, with the API's format of 2026-01-31. */
  private String report() {
    String timestamp = isAccount() ? "\"2026-01-31T00:00:00Z\"" : "1769817600";
    return body(DAYS).replaceFirst("}$", ",\"InitiateDeletionTimestamp\":" + timestamp + "}");
  }

  private Retentions retentions() {
    return new Retentions(folder.resolve("chime.json"), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private HttpResponse<String> send(String method, String body) throws Exception {
    return send(method, path(), body, SIGNED);
  }

  private HttpResponse<String> send(String method, String path, String body, String authorization)
      throws Exception {
    URI uri = server.uri().resolve(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .version(HttpClient.Version.HTTP_1_1)
            .header("X-Amz-Date", "20260101T000000Z")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header(
          "Authorization",
          authorization
              .replace("REGION", isAccount() ? "us-east-1" : "eu-central-1")
              .replace("SIGNATURE", "0".repeat(64)));
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
