package io.github.chimeretention.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

@DisplayName("The CDK's feature flags")
class FeatureFlagsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  @DisplayName("in cdk.json don't change the template")
  void same_template(@TempDir Path one, @TempDir Path other) throws IOException {
    JsonNode context = JSON.readTree(Path.of("..", "cdk.json").toFile()).path("context");

    assertThat(template(context, other, Map.of()))
        .isEqualTo(template(context, one, JSON.convertValue(context, new TypeReference<>() {})));
  }

  private static Map<String, Object> template(
      JsonNode declared, Path output, Map<String, Object> flags) {
    App app = App.Builder.create().outdir(output.toString()).context(flags).build();
    Stack stack = RetentionApp.declare(app, declared, new ArrayList<>()).get(0);
    return Template.fromStack(stack).toJSON();
  }
}
