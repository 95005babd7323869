package io.github.chimeretention.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.chimeretention.cdk.internal.resource.AppInstanceArn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@link RetentionContextTest} also validates its contexts against the schema. */
@DisplayName("The schema of the context")
class ContextSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  @DisplayName("is a JSON Schema of draft 2020-12")
  void is_a_schema() throws IOException {
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema()))
        .isEmpty();
  }

  @Test
  @DisplayName(
      "and the app accept the sample in cdk.json, which declares one resource of each type")
  void sample() throws IOException {
    JsonNode context = JSON.readTree(Path.of("..", "cdk.json").toFile()).path("context");

    assertThat(ContextSchema.findings(context.path("chime-retention"))).isEmpty();
    StackContext read = RetentionContext.read(context, new ArrayList<>()).get(0);
    assertThat(read.sections().values())
        .hasSameSizeAs(RetentionSection.values())
        .allMatch(entries -> entries.size() == 1);
  }

  @Test
  @DisplayName("accepts the same numbers of days as the app, as numbers and as strings")
  void days() {
    for (int days = -1; days <= RetentionEntry.MAX_DAYS + 1000; days++) {
      ObjectNode support = JSON.createObjectNode().put("appInstanceArn", arn());
      agree(support.put("channelRetentionDays", days));
      agree(support.put("channelRetentionDays", Integer.toString(days)));
    }
  }

  @Test
  @DisplayName("has the constructs' pattern for an app instance's ARN")
  void arn_pattern() throws IOException {
    assertThat(schema().at("/$defs/appInstance/properties/appInstanceArn/pattern").textValue())
        .isEqualTo("^" + AppInstanceArn.PATTERN + "$");
  }

  private static JsonNode schema() throws IOException {
    try (InputStream schema =
        RetentionContext.class.getResourceAsStream("chime-retention.schema.json")) {
      return JSON.readTree(schema);
    }
  }

  private static void agree(ObjectNode appInstance) {
    ObjectNode context = JSON.createObjectNode();
    context.putObject("chime-retention").putObject("appInstances").set("support", appInstance);
    assertThat(ContextSchema.findings(context.path("chime-retention")).isEmpty())
        .as("%s", context)
        .isEqualTo(RetentionContextTest.mistakes(context).isEmpty());
  }

  private static String arn() {
    return "arn:aws:chime:us-east-1:111122223333:app-instance/a";
  }
}
