package io.github.chimeretention.lambda;

import static io.github.chimeretention.lambda.HttpServerStub.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.chime.RetentionResources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stacks keep the physical ids that they were given. A version that no longer knew one for its own
 * would leave the days of a deleted resource in force, and say that it had been deleted.
 */
@DisplayName("A physical id of version 1.0.0")
class PhysicalIdTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Custom::ChimeRetentionSettings,AccountId, 12345678-ABCD-1234-abcd-1234567890AB ,"
            + "12345678-abcd-1234-abcd-1234567890ab,true",
        "Custom::ChimeRetentionSettings,AccountId,Acct-1,acct-1,true",
        "Custom::ChimeRetentionSettings,AccountId,Acct-1,chime-retention:not-created,false",
        "Custom::ChimeAppInstanceRetentionSettings,AppInstanceArn,"
            + "arn:aws:chime:us-east-1:111122223333:app-instance/Aa-1,"
            + "arn:aws:chime:us-east-1:111122223333:app-instance/Aa-1,true",
        "Custom::ChimeAppInstanceRetentionSettings,AppInstanceArn,"
            + "arn:aws:chime:us-east-1:111122223333:app-instance/Aa-1,"
            + "chime-retention:not-created,false",
      })
  @DisplayName("is known on Delete: the identity's own clears its days, the marker clears nothing")
  void delete(
      String resourceType,
      String property,
      String declared,
      String physicalResourceId,
      boolean clears)
      throws IOException {
    List<String> cleared = new ArrayList<>();
    List<JsonNode> responses = new ArrayList<>();
    HttpServerStub server =
        (request, body) -> {
          if (request.encodedPath().equals("/response")) {
            responses.add(Json.json(new String(body, UTF_8)));
          } else {
            cleared.add(request.encodedPath());
          }
          return response(200, "{}");
        };

    RetentionHandlers.of(RetentionResources.calledBy(server), server, new VirtualTime())
        .handleRequest(
            new ByteArrayInputStream(
                """
                {"RequestType": "Delete", "ResponseURL": "https://s3.amazonaws.com/response",
                 "PhysicalResourceId": "%s", "ResourceType": "%s",
                 "ResourceProperties": {"%s": "%s"}}"""
                    .formatted(physicalResourceId, resourceType, property, declared)
                    .getBytes(UTF_8)),
            OutputStream.nullOutputStream(),
            new TestContext(Duration.ofMinutes(5)));

    assertThat(cleared).hasSize(clears ? 1 : 0);
    assertThat(responses).hasSize(1);
    assertThat(responses.get(0).path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(responses.get(0).path("PhysicalResourceId").asText()).isEqualTo(physicalResourceId);
  }
}
