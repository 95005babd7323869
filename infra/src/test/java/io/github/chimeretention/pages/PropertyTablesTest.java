package io.github.chimeretention.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import io.github.chimeretention.cdk.RetentionDriftMonitor;
import io.github.chimeretention.cdk.RetentionGuardrail;
import io.github.chimeretention.cdk.RetentionProvider;
import io.github.chimeretention.cdk.RetentionProviderAttributes;
import io.github.chimeretention.cdk.app.RetentionApp;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The tables of properties")
class PropertyTablesTest {
  private static final Page REFERENCE = Page.of("infra/docs/reference.md");
  private static final Page CDK_JSON = Page.of("infra/docs/cdk-json.md");

  static Stream<Class<?>> builders() {
    return Stream.of(
        ChimeAppInstanceRetentionSettings.Builder.class,
        ChimeRetentionSettings.Builder.class,
        RetentionGuardrail.Builder.class,
        RetentionDriftMonitor.Builder.class,
        RetentionProvider.Builder.class,
        RetentionProviderAttributes.Builder.class);
  }

  @ParameterizedTest
  @MethodSource("builders")
  @DisplayName("of the constructs list exactly the builder's public methods")
  void constructs(Class<?> builder) {
    List<String> properties =
        Arrays.stream(builder.getMethods())
            .filter(method -> method.getDeclaringClass() != Object.class)
            .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
            .map(Method::getName)
            .filter(name -> !name.equals("build"))
            .distinct()
            .toList();

    String heading = "`" + builder.getEnclosingClass().getSimpleName() + "`";
    assertThat(REFERENCE.names(heading)).containsExactlyInAnyOrderElementsOf(properties);
  }

  @ParameterizedTest
  @CsvSource({
    "A stack, stack",
    "`accounts.<name>`, account",
    "`appInstances.<name>`, appInstance",
    "`env`, stack/properties/env",
    "`provider`, provider",
    "`drift`, drift",
    "`policy`, policy",
    "A rule, rule",
    "`stacks`, stacks",
  })
  @DisplayName("of the context list exactly the schema's keys")
  void context(String heading, String definition) throws IOException {
    assertThat(CDK_JSON.names(heading)).containsExactlyInAnyOrderElementsOf(keys(definition));
  }

  @Test
  @DisplayName("cover all objects of the schema")
  void objects() throws IOException {
    assertThat(schema().path("$defs").properties())
        .filteredOn(definition -> definition.getValue().has("properties"))
        .extracting(definition -> definition.getKey())
        .containsExactlyInAnyOrder(
            "stacks", "stack", "provider", "drift", "policy", "rule", "account", "appInstance");
  }

  private static List<String> keys(String definition) throws IOException {
    JsonNode properties = schema().at("/$defs/" + definition + "/properties");
    return properties.properties().stream().map(property -> property.getKey()).toList();
  }

  private static JsonNode schema() throws IOException {
    try (InputStream schema =
        RetentionApp.class.getResourceAsStream("chime-retention.schema.json")) {
      return new ObjectMapper().readTree(schema);
    }
  }
}
