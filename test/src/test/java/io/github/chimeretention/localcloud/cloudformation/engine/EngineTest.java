package io.github.chimeretention.localcloud.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.cloudformation.engine.Stack.StackEvent;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Options;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import io.github.chimeretention.localcloud.cloudformation.resource.ResourceProvider;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("The engine, if it is killed in a phase of an operation,")
@Timeout(60)
class EngineTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "CREATE_IN_PROGRESS, '', A1 B1, Create B 1, '', CREATE_COMPLETE, Create B 1",
    "ROLLBACK_IN_PROGRESS, '', A1 B1, Delete A 1, Create B 1, ROLLBACK_COMPLETE, Delete A 1",
    "UPDATE_IN_PROGRESS, A1 B1, A2 B2, Update B 2, '', UPDATE_COMPLETE, Update B 2",
    "UPDATE_IN_PROGRESS, A1 B1, A2 B2 C1, Update B 2, Create C 1, UPDATE_ROLLBACK_COMPLETE, Update B 2 - Create C 1 - Update A 1 - Update B 1 - Delete C 1",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, A1 B1 C1, A1, Delete B 1, '', UPDATE_COMPLETE, Delete B 1",
    "UPDATE_ROLLBACK_IN_PROGRESS, A1 B1, A2 B2, Update B 1, Update B 2, UPDATE_ROLLBACK_COMPLETE, Update B 1",
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, A1, A2 B1, Delete B 1, Create B 1, UPDATE_ROLLBACK_COMPLETE, Delete B 1",
    "DELETE_IN_PROGRESS, A1 B1, '', Delete A 1, '', DELETE_COMPLETE, Delete A 1"
  })
  @DisplayName(
      "completes the operation when it is opened again, and repeats only what had no result")
  void killed(
      StackStatus phase,
      String before,
      String after,
      String hangs,
      String fails,
      StackStatus end,
      String continued)
      throws Exception {
    try (Engine engine = engine(new Scripted(hangs, fails, new ArrayList<>()))) {
      Stack stack = engine.review(StackIdentity.create("S", "111122223333", "us-east-1"));
      if (!before.isEmpty()) {
        engine.deploy(stack, deployment(before), Options.NONE);
        stack.awaitEnd(SOON);
      }
      if (after.isEmpty()) {
        engine.delete(stack, Options.NONE);
      } else {
        engine.deploy(stack, deployment(after), Options.NONE);
      }
      String at = hangs.substring(7, 8);
      await()
          .until(() -> stack.state().status() == phase && isInProgress(stack.resources().get(at)));
    }
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    try (Engine engine = engine(new Scripted("", fails, calls))) {
      assertThat(engine.resume())
          .singleElement()
          .satisfies(
              stack -> {
                stack.awaitEnd(SOON);
                assertThat(stack.state().status()).isEqualTo(end);
              });
      assertThat(engine.resume()).isEmpty();
      assertThat(String.join(" - ", calls)).isEqualTo(continued);
    }
  }

  private static boolean isInProgress(StackEvent last) {
    return last != null && last.resourceStatus().endsWith("_IN_PROGRESS");
  }

  private Engine engine(ResourceProvider provider) {
    return new Engine(
        folder.resolve("stacks"), provider, new ParameterStore(folder.resolve("parameters.json")));
  }

  /** Returns resources with an ID and days, such as {@code A1 B2}, to be created in this order. */
  private static Deployment deployment(String resources) {
    ObjectNode all = new ObjectMapper().createObjectNode();
    String last = null;
    for (String resource : resources.split(" ", -1)) {
      String id = resource.substring(0, 1);
      ObjectNode declaration = all.withObject("/Resources/" + id).put("Type", "Custom::T");
      declaration.putObject("Properties").put("Days", resource.substring(1));
      if (last != null) {
        declaration.put("DependsOn", last);
      }
      last = id;
    }
    return new Deployment(all, Map.of(), Map.of());
  }

  /** Never responds to one call, fails another, and records all. */
  private record Scripted(String hangs, String fails, List<String> calls)
      implements ResourceProvider {
    @Override
    public boolean has(String type) {
      return true;
    }

    @Override
    public CompletableFuture<Outcome> put(
        StackIdentity stack, StackResource resource, ObjectNode oldProperties) {
      return respond(resource.physicalId().isEmpty() ? "Create" : "Update", resource);
    }

    @Override
    public CompletableFuture<Outcome> delete(StackIdentity stack, StackResource resource) {
      return respond("Delete", resource);
    }

    private CompletableFuture<Outcome> respond(String verb, StackResource resource) {
      String id = resource.logicalId();
      String call = "%s %s %s".formatted(verb, id, resource.property("Days"));
      calls.add(call);
      if (call.equals(hangs)) {
        return new CompletableFuture<>();
      }
      return CompletableFuture.completedFuture(
          call.equals(fails) ? new Outcome.Failed(id, "as scripted") : Outcome.succeeded(id));
    }
  }
}
