package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.cdk.RetentionProvider;
import io.github.chimeretention.localcloud.cloudformation.StackResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;

@DisplayName("One stack")
class BothTypesIT extends CloudTest {
  /** Where the SDK's client of each type is. */
  private static final Map<RetentionType, String> CLIENTS =
      Map.of(
          RetentionType.ACCOUNT, "software.amazon.awssdk.services.chime.",
          RetentionType.APP_INSTANCE, "software.amazon.awssdk.services.chimesdkidentity.");

  @Test
  @DisplayName("with an account and an app instance has one function, which serves both")
  void oneFunction() throws IOException {
    StackResult result =
        deploy(
            stack -> {
              for (RetentionType each : RetentionType.values()) {
                each.declare(stack, each.name(), each.identity('a'), 365, RemovalPolicy.DESTROY);
              }
            });
    assertThat(result.failure()).isEmpty();
    assertThat(statuses(result, "AWS::Lambda::Function"))
        .containsExactly("CREATE_IN_PROGRESS", "CREATE_COMPLETE");
    assertThat(logs()).hasSize(1);
    for (RetentionType each : RetentionType.values()) {
      assertThat(each.endpoint(cloud()).retentions().get(each.identity('a')).days())
          .isEqualTo(each.of(365));
    }
  }

  @Test
  @DisplayName("loads no client of the type that it does not declare")
  void clients() throws IOException {
    deploy(
        stack -> {
          logClasses(stack);
          Stacks.declare(stack, type(), a(), 365);
        });
    List<String> loaded = Files.readAllLines(logs().get(0));
    for (RetentionType each : RetentionType.values()) {
      List<String> ofClient =
          loaded.stream().filter(line -> line.contains(CLIENTS.get(each))).toList();
      if (each == type()) {
        assertThat(ofClient).isNotEmpty();
      } else {
        assertThat(ofClient).isEmpty();
      }
    }
  }

  private static void logClasses(Stack stack) {
    RetentionProvider.Builder.create(stack, RetentionProvider.DEFAULT_ID)
        .environment(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load"))
        .build();
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> functions = Files.list(cloud().functions())) {
      List<Path> logs = new ArrayList<>();
      functions.map(function -> function.resolve("log.txt")).forEach(logs::add);
      return logs;
    }
  }
}
