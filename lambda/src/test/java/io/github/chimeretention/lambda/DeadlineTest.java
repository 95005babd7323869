package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.chimeretention.lambda.CloudFormationAndChime.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whatever the work does,")
class DeadlineTest {
  private final WireMockServer cloudFormation =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    cloudFormation.start();
    cloudFormation.stubFor(
        put(urlPathMatching("/response")).willReturn(aResponse().withStatus(200)));
  }

  @AfterEach
  void stop() {
    cloudFormation.stop();
  }

  @Test
  @DisplayName("one answer is sent before the deadline when it hangs and ignores interrupts")
  void hangs() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    TestContext context = new TestContext(Duration.ofSeconds(2));

    JsonNode response =
        handle(
            context,
            () -> {
              while (never.getCount() > 0) {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  // As a call does that can't be interrupted.
                }
              }
            });

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText())
        .contains("Not done before the function's timeout: put off for identity-1");
    // The put was under way: it may have been taken, so a rollback must undo it.
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("identity-1");
    assertThat(context.getRemainingTimeInMillis()).isPositive();
    never.countDown();
  }

  @Test
  @DisplayName("an Error becomes an answer too")
  void throwsError() throws IOException {
    JsonNode response =
        handle(
            new TestContext(Duration.ofSeconds(5)),
            () -> {
              throw new NoClassDefFoundError("a/b/C");
            });

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText())
        .contains(
            "Failed to put off for identity-1: java.lang.NoClassDefFoundError (a/b/C)",
            "Log: /aws/lambda/retention");
  }

  @Test
  @DisplayName("a stack that overflows becomes an answer too")
  void overflows() throws IOException {
    JsonNode response = handle(new TestContext(Duration.ofSeconds(5)), DeadlineTest::overflow);

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText()).contains("StackOverflowError");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static void overflow() {
    overflow();
  }

  private JsonNode handle(TestContext context, Runnable put) throws IOException {
    String event =
        """
        {"RequestType": "Create", "ResponseURL": "%s/response", "ResourceType": "Custom::Test",
         "StackId": "s", "RequestId": "r", "LogicalResourceId": "l",
         "ResourceProperties": {"Id": "identity-1"}}"""
            .formatted(cloudFormation.baseUrl());
    RetentionHandlers.of(new ResponseSender(), new Service(put))
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            context);
    assertThat(cloudFormation.getAllServeEvents()).hasSize(1);
    return json(cloudFormation.getAllServeEvents().get(0).getRequest().getBodyAsString());
  }

  /** A service that takes what it is given in its own way, and reports nothing. */
  private static final class Service extends TestResource {
    private final Runnable onPut;

    Service(Runnable onPut) {
      this.onPut = onPut;
    }

    @Override
    public void put(String identity, RetentionSettings settings, Deadline deadline) {
      onPut.run();
    }

    @Override
    public EffectiveSettings get(String identity, Deadline deadline) {
      return new EffectiveSettings(RetentionSettings.OFF, Optional.empty());
    }
  }
}
