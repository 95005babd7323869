package io.github.chimeretention.lambda;

import static io.github.chimeretention.lambda.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.chimeretention.lambda.chime.RetentionResources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Runs the handler with the SDK's clients and a stub of the service. */
@DisplayName("A check for drift")
class RetentionDriftHandlerTest {
  private static final String APP_INSTANCE =
      """
      {"Path": "Stack/Shop", "ResourceType": "Custom::ChimeAppInstanceRetentionSettings",
       "ResourceProperties": {"ChannelRetentionDays": "%s",
         "AppInstanceArn": "arn:aws:chime:eu-central-1:111122223333:app-instance/a"}}""";

  private static final Path RECORD_SCHEMA =
      Path.of(
          "../infra/plan/src/main/resources/io/github/chimeretention/plan/retention-record.schema.json");

  private final VirtualTime time = new VirtualTime();
  private TestContext context = new TestContext(Duration.ofMinutes(15));
  private final List<String> methods = new ArrayList<>();
  private Service service;

  /** Returns the response to a request for this path. */
  @FunctionalInterface
  private interface Service {
    HttpExecuteResponse respond(String path) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("compares resources of both types with the service's report, and calls only Get")
  void statuses(ResourceUnderTest type) throws IOException {
    String declared =
        "{\"ResourceType\": \"%s\", \"ResourceProperties\": %s}"
            .formatted(type.resourceType, type.properties());

    service = path -> HttpServerStub.response(200, type.report(365));
    assertThat(check(declared)).isEqualTo("{\"Drifted\":0,\"InSync\":1,\"NotChecked\":0}");
    service = path -> HttpServerStub.response(200, type.report(3));
    assertThat(check(declared)).isEqualTo("{\"Drifted\":1,\"InSync\":0,\"NotChecked\":0}");
    service = path -> HttpServerStub.response(200, "{}");
    assertThat(check(declared)).isEqualTo("{\"Drifted\":1,\"InSync\":0,\"NotChecked\":0}");

    assertThat(methods).containsOnly("GET");
  }

  @ParameterizedTest(name = "HTTP status {0}, error type {1}, body {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          404 | NotFoundException           | {}                   | DRIFTED
          404 | -                           | <html>no page</html> | NOT_CHECKED
          400 | BadRequestException         | {}                   | NOT_CHECKED
          403 | ForbiddenException          | {}                   | NOT_CHECKED
          403 | AccessDeniedException | {"Message": "r is not authorized to perform: g"} | NOT_CHECKED
          429 | ThrottledClientException    | {}                   | NOT_CHECKED
          500 | ServiceFailureException     | {}                   | NOT_CHECKED
          503 | ServiceUnavailableException | {}                   | NOT_CHECKED
          304 | -                           | -                    | NOT_CHECKED
          200 | -                           | <html>portal</html>  | NOT_CHECKED
          200 | - | {"AppInstanceRetentionSettings":{"ChannelRetentionSettings":{"RetentionDays":0}}} | NOT_CHECKED
          """)
  @DisplayName("never reports a resource as in sync if it could not be read")
  void failures(int status, String errorType, String body, String expected) throws IOException {
    SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
    if (errorType != null) {
      response.putHeader("x-amzn-ErrorType", errorType);
    }
    service = path -> HttpServerStub.response(response, body == null ? "" : body);

    check(APP_INSTANCE.formatted("30"));

    assertThat(log(0).path("DriftStatus").asText()).isEqualTo(expected);
    assertThat(log(0).path("level").asText()).isEqualTo("ERROR");
  }

  @Test
  @DisplayName("reports a resource's path, its current and declared settings, and who put them")
  void finding() throws IOException {
    service = path -> HttpServerStub.response(200, ResourceUnderTest.APP_INSTANCE.report(3));

    run("{\"PutBy\": \"arn:aws:iam::1:user/u\", \"Resources\": [%s]}", APP_INSTANCE, "30");

    JsonNode line = log(0);
    assertThat(line.path("Path").asText()).isEqualTo("Stack/Shop");
    assertThat(line.path("PutBy").asText()).isEqualTo("arn:aws:iam::1:user/u");
    assertThat(line.path("message").asText())
        .isEqualTo(
            "Drifted: arn:aws:chime:eu-central-1:111122223333:app-instance/a has"
                + " {ChannelRetentionDays=3}, deletion from 2026-03-22T10:15:30Z; declared:"
                + " {ChannelRetentionDays=30}. To restore the declared settings, change the text of"
                + " reapply and deploy; to keep the current settings, declare them");
    assertThat(line.path("ChannelRetentionDays").asText()).isEqualTo("30");
    assertThat(line.path("AppInstanceArn").asText()).endsWith("app-instance/a");
    assertThat(log(1).has("Drifted")).isTrue();
    assertThat(log(1).has("InSync") || log(1).has("NotChecked")).isFalse();
  }

  @Test
  @DisplayName(
      "logs records that comply with their schema, with the declared and the found settings, and"
          + " the messages that a repair would hide")
  void records() throws IOException {
    service =
        path -> {
          if (path.contains("gone")) {
            throw new IOException("unreachable");
          }
          return HttpServerStub.response(200, ResourceUnderTest.APP_INSTANCE.report(365));
        };
    String drifted = APP_INSTANCE.formatted("30");
    check(drifted, APP_INSTANCE.formatted("365"), drifted.replace("instance/a", "instance/gone"));

    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(RECORD_SCHEMA));
    for (int line = 0; line < 3; line++) {
      assertThat(schema.validate(log(line))).isEmpty();
      assertThat(log(line).path("Identity").asText()).startsWith("arn:aws:chime:eu-central-1:");
      assertThat(log(line).path("Declared").isObject()).isTrue();
    }
    assertThat(log(0).path("Declared")).isEqualTo(json("{\"ChannelRetentionDays\": 30}"));
    assertThat(log(0).path("Found")).isEqualTo(json("{\"ChannelRetentionDays\": 365}"));
    assertThat(log(0).path("InitiateDeletionTimestamp").asText()).isEqualTo("2026-03-22T10:15:30Z");
    assertThat(log(0).path("HiddenMessages").asText())
        .startsWith("Shortening ChannelRetentionDays from 365 to 30 hides messages");
    assertThat(log(0).path("message").asText())
        .endsWith("declare them. " + log(0).path("HiddenMessages").asText());
    assertThat(log(1).path("HiddenMessages").asText("none")).isEmpty();
    assertThat(log(2).has("Found")).isFalse();
  }

  @Test
  @DisplayName("writes its counts in CloudWatch's embedded metric format, and returns them")
  void metrics() throws IOException {
    service = path -> HttpServerStub.response(200, ResourceUnderTest.APP_INSTANCE.report(30));

    String returned =
        check(APP_INSTANCE.formatted("30"), APP_INSTANCE.formatted("31"), APP_INSTANCE, "null");

    assertThat(returned).isEqualTo("{\"Drifted\":1,\"InSync\":1,\"NotChecked\":2}");
    assertThat(context.log()).hasSize(5);
    assertThat(log(4))
        .isEqualTo(
            json(
                """
                {"Drifted": 1, "InSync": 1, "NotChecked": 2, "FunctionName": "retention",
                 "_aws": {"Timestamp": %d, "CloudWatchMetrics": [{
                   "Namespace": "ChimeRetention", "Dimensions": [["FunctionName"]],
                   "Metrics": [{"Name": "Drifted", "Unit": "Count"},
                               {"Name": "InSync", "Unit": "Count"},
                               {"Name": "NotChecked", "Unit": "Count"}]}]}}"""
                    .formatted(RetentionHandlers.NOW.toEpochMilli())));
  }

  @Test
  @DisplayName("leaves time for the last resource even if no other can be read")
  void timeIsShared() throws IOException {
    service =
        path -> {
          if (path.contains("gone")) {
            time.advance(Duration.ofMillis(500));
            throw new IOException("unreachable");
          }
          return HttpServerStub.response(200, ResourceUnderTest.APP_INSTANCE.report(30));
        };
    String reachable = APP_INSTANCE.formatted("30");
    String unreachable = reachable.replace("instance/a", "instance/gone");
    List<String> many = new ArrayList<>(Collections.nCopies(200, unreachable));
    many.add(reachable);

    String returned = check(many.toArray(String[]::new));

    assertThat(returned).isEqualTo("{\"Drifted\":0,\"InSync\":1,\"NotChecked\":200}");
    assertThat(time.passed()).isLessThan(Duration.ofMinutes(15));
  }

  @Test
  @DisplayName("reports a resource that it had no time to check")
  void noTime() throws IOException {
    context = new TestContext(Duration.ofSeconds(1));

    check(APP_INSTANCE.formatted("30"));

    assertThat(log(0).path("DriftStatus").asText()).isEqualTo("NOT_CHECKED");
    assertThat(log(0).path("message").asText())
        .startsWith("Not checked: Timed out before GetAppInstanceRetentionSettings for ");
    assertThat(methods).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "1",
        "\"\\ud800 \\u001b\"",
        "[[true]]",
        "{}",
        "{\"message\": {\"message\": 1}, \"level\": null}",
        "{\"ResourceType\": 1}",
        "{\"ResourceType\": \"Custom::ChimeRetentionSettings\"}",
        "{\"ResourceType\": \"Custom::ChimeRetentionSettings\", \"ResourceProperties\": []}",
        "{\"ResourceType\": \"Custom::ChimeRetentionSettings\","
            + " \"ResourceProperties\": {\"AccountId\": [{\"AccountId\": null}]}}",
        "{\"ResourceType\": \"Custom::ChimeRetentionSettings\","
            + " \"ResourceProperties\": {\"AccountId\": \"..\"}}",
        "{\"ResourceType\": \"Custom::ChimeRetentionSettings\","
            + " \"ResourceProperties\": {\"AccountId\": \"a\", \"RoomRetentionDays\": \"5476\"}}",
      })
  @DisplayName("makes no call for a malformed resource")
  void malformedResource(String declared) throws IOException {
    assertThat(check(declared)).isEqualTo("{\"Drifted\":0,\"InSync\":0,\"NotChecked\":1}");
    assertThat(methods).isEmpty();
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"Resources\": {}}",
        "{\"Resources\": [], \"Resources\": []}",
        "{\"Resources\": [",
      })
  @DisplayName("fails without metrics if its input is invalid")
  void unreadableInput(String input) {
    assertThatThrownBy(() -> run(input)).isInstanceOf(IOException.class);
    assertThat(context.log()).isEmpty();
  }

  @Test
  @DisplayName("logs no credentials, neither from its input nor from a response")
  void secrets() throws IOException {
    service = path -> HttpServerStub.response(400, "{\"message\": \"not-a-secret\"}");

    check(APP_INSTANCE.formatted("30").replace("Stack/Shop", "AKIDTEST"));

    assertThat(log(0).path("Path").asText()).isEqualTo("***");
    assertThat(log(0).path("message").asText()).contains(": *** (HTTP status 400");
    assertThat(String.join("", context.log())).doesNotContain("AKIDTEST", "not-a-secret");
  }

  private String check(String... declared) throws IOException {
    return run("{\"Resources\": [" + String.join(", ", declared) + "]}");
  }

  private String run(String format, String resource, String days) throws IOException {
    return run(format.formatted(resource.formatted(days)));
  }

  private String run(String input) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    HttpServerStub server =
        (request, body) -> {
          methods.add(request.method().name());
          time.advance(Duration.ofMillis(1));
          return service.respond(request.encodedPath());
        };
    new RetentionDriftHandler(
            RetentionResources.calledBy(server),
            RetentionHandlers.ENVIRONMENT,
            time,
            Clock.fixed(RetentionHandlers.NOW, ZoneOffset.UTC))
        .handleRequest(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output, context);
    return output.toString(StandardCharsets.UTF_8);
  }

  private JsonNode log(int line) {
    return json(context.log().get(line));
  }
}
