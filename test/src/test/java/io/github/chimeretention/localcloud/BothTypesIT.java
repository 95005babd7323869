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
  @DisplayName("loads none of the SDK's clients, which would be most of a cold start")
  void clients() throws IOException {
    deploy(
        stack -> {
          logClasses(stack);
          Stacks.declare(stack, type(), a(), 365);
        });
    List<String> loaded = Files.readAllLines(logs().get(0));
    assertThat(loaded).anyMatch(line -> line.contains("software.amazon.awssdk.http.auth.aws."));
    assertThat(loaded).noneMatch(line -> line.contains("software.amazon.awssdk.services."));
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
