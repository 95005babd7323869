package io.github.chimeretention.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The ARN of an app instance")
class AppInstanceArnTest {
  @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

  @BeforeEach
  void use() {
    cloud.use(ResourceUnderTest.APP_INSTANCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app-instance/a",
        "arn:aws-us-gov:chime:us-gov-west-1:111122223333:app-instance/a",
        "arn:aws:s3:us-east-1:111122223333:app-instance/a",
        "arn:aws:chime::111122223333:app-instance/a",
        "arn:aws:chime:us-east-1::app-instance/a",
        "arn:aws:chime:us-east-1:1111:app-instance/a",
        "arn:aws:chime:us-east-1:111122223333:app-instance/",
        "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/b",
        "arn:aws:chime:us-east-1:111122223333:meeting/a",
        "arn:aws:chime:us-east-1:111122223333:app-instance/a b",
        "ARN:aws:chime:us-east-1:111122223333:app-instance/a",
      })
  @DisplayName("is refused when it is not one")
  void refused(String arn) throws IOException {
    JsonNode response =
        cloud.create().properties("{\"AppInstanceArn\": \"%s\"}".formatted(arn)).send();

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText())
        .startsWith(
            "AppInstanceArn is \"%s\"; it must be an ARN".formatted(arn)
                + " arn:aws:chime:<region>:<account>:app-instance/<id>");
    assertThat(cloud.puts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-1", "eu-central-1", "xx-future-1"})
  @DisplayName("says the region to call, even one that is not known yet")
  void region(String region) throws IOException {
    cloud.reports(7);

    JsonNode response =
        cloud
            .create()
            .properties(
                """
                {"AppInstanceArn": "arn:aws:chime:%s:111122223333:app-instance/a",
                 "ChannelRetentionDays": "7"}"""
                    .formatted(region))
            .send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(cloud.puts().get(0).getHeader("Authorization"))
        .contains("/" + region + "/chime/aws4_request");
  }
}
