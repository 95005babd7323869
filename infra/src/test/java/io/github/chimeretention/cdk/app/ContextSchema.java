package io.github.chimeretention.cdk.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** The published schema of the context. */
final class ContextSchema {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(RetentionContext.class.getResourceAsStream("chime-retention.schema.json"));

  private ContextSchema() {}

  /** The errors that the schema finds in the value of the context's key; empty if it is valid. */
  static List<String> findings(JsonNode value) {
    return SCHEMA.validate(value).stream().map(ValidationMessage::getMessage).toList();
  }
}
