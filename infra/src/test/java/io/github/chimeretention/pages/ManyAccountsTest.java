package io.github.chimeretention.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The app for many accounts")
class ManyAccountsTest {
  private static final String TYPE = "Custom::ChimeAppInstanceRetentionSettings";

  @TempDir private Path folder;

  @Test
  @DisplayName("has one stack for each account, with all app instances of that account")
  void stacks() throws Exception {
    String code = Page.of("infra/docs/many-accounts.md").blocks("java").get(0);
    Path assembly = new ExampleApp("RetentionEverywhere", code).synthesize(folder);

    Map<String, Integer> appInstances = new TreeMap<>();
    try (Stream<Path> templates = Files.list(assembly)) {
      for (Path template : templates.filter(it -> it.toString().contains(".template.")).toList()) {
        String stack = template.getFileName().toString().replace(".template.json", "");
        appInstances.put(stack, appInstances(template));
      }
    }
    assertThat(appInstances)
        .isEqualTo(
            Map.of(
                "Retention-222222222222", 2,
                "Retention-333333333333", 1,
                "Retention-444444444444", 1));
  }

  private static int appInstances(Path template) throws IOException {
    int count = 0;
    for (JsonNode resource : new ObjectMapper().readTree(template.toFile()).path("Resources")) {
      count += resource.path("Type").asText().equals(TYPE) ? 1 : 0;
    }
    return count;
  }
}
