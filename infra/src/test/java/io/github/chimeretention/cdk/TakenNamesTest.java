package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.RetentionType.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

@DisplayName("A user's stack or construct may have")
class TakenNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"AppRetention", "StackRetention", "Retention", "LogPolicy"})
  @DisplayName("the name of a construct in this library")
  void user_names(String name) {
    Stack first = new Stack(Stacks.app(Stacks.ASSEMBLY, Map.of()), "First");
    ACCOUNT.settings(first, "Retention").build();
    Stack stack = new Stack((App) first.getNode().getRoot(), name);

    assertThatCode(
            () -> {
              new Construct(first, name.equals("Retention") ? "Other" : name);
              ACCOUNT.settings(stack, "Own").build();
              new Construct(stack, name);
            })
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("any name except RetentionProvider and names with a dot or an address")
  void own_names() {
    Stack stack = Stacks.stack();
    ACCOUNT.settings(stack, "Retention").build();
    new RetentionDriftMonitor(stack, "Drift");

    assertThat(ids(stack.getNode().getRoot())).containsOnlyOnce("Stack").hasSize(2);
    assertThat(ids(stack))
        .filteredOn(id -> !List.of("Retention", "Drift", "RetentionProvider").contains(id))
        .allMatch(id -> id.contains(".") || id.matches(".*[0-9a-f]{40}"));
  }

  private static List<String> ids(IConstruct scope) {
    return scope.getNode().getChildren().stream().map(child -> child.getNode().getId()).toList();
  }
}
