package io.github.chimeretention.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.cdk.internal.resource.AppInstanceArn;
import io.github.chimeretention.cdk.internal.resource.RetentionPeriod;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The schema of the context has the same limits as the constructs")
class ContextLimitsTest {
  private static JsonNode definitions;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream schema =
        ContextLimitsTest.class.getResourceAsStream("app/chime-retention.schema.json")) {
      definitions = new ObjectMapper().readTree(schema).path("$defs");
    }
  }

  @Test
  @DisplayName("for the form of an ARN")
  void arn() {
    assertThat(definitions.path("appInstance").at("/properties/appInstanceArn/pattern").textValue())
        .isEqualTo("^" + AppInstanceArn.PATTERN + "$");
  }

  @Test
  @DisplayName("for the shortest and the longest period")
  void days() {
    JsonNode days = definitions.path("days").at("/oneOf/0");
    assertThat(days.path("minimum").intValue()).isEqualTo(RetentionPeriod.MIN);
    assertThat(days.path("maximum").intValue()).isEqualTo(RetentionPeriod.MAX);
  }
}
