package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.lambda.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

@DisplayName("A deployment")
class CancellationIT extends CliTest {
  /** Enough for all events: the rollback's event could overtake one that waits in the queue. */
  private static final Delivery SIDE_BY_SIDE = Delivery.STANDARD.withInstances(40);

  @Test
  @DisplayName("of 20 settings leaves none on if one fails while others are in progress")
  void creationCancelled() throws Exception {
    cloud().lambda().deliver(SIDE_BY_SIDE);
    List<Integer> identities = Stream.generate(CliTest::newIdentity).limit(10).toList();
    Run run = cdkDeploy(all(withMissing(identities), 365));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Resource creation cancelled", "ROLLBACK_COMPLETE");
    assertThat(identities).allSatisfy(identity -> assertThat(days(identity)).isEmpty());
  }

  @Test
  @DisplayName(
      "that updates 10 settings and fails at another resource writes the previous days again, which"
          + " stay unless a cancelled Update puts last")
  void updateCancelled() throws Exception {
    cloud().lambda().deliver(SIDE_BY_SIDE);
    List<Integer> identities = Stream.generate(CliTest::newIdentity).limit(5).toList();
    assertThat(deploy(all(identities, 365)).successful()).isTrue();
    Run run = cdkDeploy(all(withMissing(identities), 400));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Resource update cancelled", "UPDATE_ROLLBACK_COMPLET");
    for (RetentionType type : RetentionType.values()) {
      assertThat(identities).allSatisfy(identity -> assertWrittenAgain(type, identity));
    }
  }

  /** CloudFormation doesn't wait for a cancelled Update; see lambda/README.md, late events. */
  private void assertWrittenAgain(RetentionType type, int identity) {
    List<String> puts = puts(type, identity);
    assertThat(puts.stream().filter(put -> put.contains("365"))).hasSizeGreaterThan(1);
    boolean overtaken = puts.get(puts.size() - 1).contains("400");
    assertThat(endpoint(type).retentions().get(type.identity(identity)).days())
        .isEqualTo(type.of(overtaken ? 400 : 365));
  }

  @Test
  @DisplayName("without rollback keeps the created settings until cdk rollback turns them off")
  void withoutRollback() throws Exception {
    int a = newIdentity();
    Path failing = synthStack(failing(settings(a, 365)));
    Run run = cdkDeploy(failing, "--no-rollback");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("CREATE_FAILED");
    assertThat(days(a)).containsExactly(365, 365);
    Run rolledBack = cdk("rollback", "--app", failing.toString());
    assertThat(rolledBack.exitCode()).as(rolledBack.output()).isZero();
    assertThat(days(a)).isEmpty();
  }

  @Test
  @DisplayName(
      "with a failed rollback is completed by cdk rollback --orphan without the failed resources")
  void orphaned() throws Exception {
    int a = newIdentity();
    assertThat(deploy(settings(a, 365)).successful()).isTrue();
    RetentionType type = RetentionType.APP_INSTANCE;
    endpoint(type).faults().always(endpoint(type).put(), FORBIDDEN);
    Path shorter = synthStack(settings(a, 90));
    assertThat(deploy(shorter).status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
    String logicalId = requests(type, a).get(0).path("LogicalResourceId").asText();
    Run rolledBack = cdk("rollback", "--orphan", logicalId, "--app", shorter.toString());
    assertThat(rolledBack.exitCode()).as(rolledBack.output()).isZero();
    endpoint(type).faults().clear();
    assertThat(deploy(shorter).successful()).isTrue();
    assertThat(days(a)).containsExactly(90, 90);
  }

  @Test
  @DisplayName("that removes settings tries a failing Delete three times, and leaves them on")
  void cleanupFails() throws Exception {
    int a = newIdentity();
    int b = newIdentity();
    assertThat(deploy(settings(a, 365).andThen(of(b))).successful()).isTrue();
    RetentionType type = RetentionType.APP_INSTANCE;
    endpoint(type).faults().always(endpoint(type).put(), FORBIDDEN);
    Run run = cdkDeploy(of(b));
    assertThat(run.output())
        .contains("DELETE_FAILED", "UPDATE_COMPLETE", "failed to delete but were skipped");
    assertThat(events(type, a)).containsExactly("Create", "Delete", "Delete", "Delete");
    assertThat(days(a)).containsExactly(365);
  }

  /** The CLI may execute the other's change set, because it has the same name, also on AWS. */
  @Test
  @DisplayName(
      "and another one of the same stack at the same time set the days of exactly one of them")
  void twoAtOnce() throws Exception {
    int a = newIdentity();
    List<CompletableFuture<Run>> runs =
        List.of(start(synthStack(settings(a, 365))), start(synthStack(settings(a, 400))));
    List<Run> ended = runs.stream().map(CompletableFuture::join).toList();
    assertThat(ended).anySatisfy(run -> assertThat(run.exitCode()).isZero());
    assertThat(days(a)).isIn(List.of(365, 365), List.of(400, 400));
  }

  private CompletableFuture<Run> start(Path assembly) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return cdkDeploy(assembly);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Consumer<Stack> of(int identity) {
    return settings("b", identity, 30, RemovalPolicy.DESTROY);
  }

  private static Consumer<Stack> all(List<Integer> identities, int days) {
    return timeout(120)
        .andThen(
            stack ->
                identities.forEach(
                    identity ->
                        settings("-" + identity, identity, days, RemovalPolicy.DESTROY)
                            .accept(stack)));
  }

  /** Adds identities that the services don't know, so that at most half of the others are done. */
  private List<Integer> withMissing(List<Integer> identities) {
    int missing = newIdentity();
    for (RetentionType type : RetentionType.values()) {
      endpoint(type).remove(type.identity(missing));
    }
    List<Integer> all = new ArrayList<>(identities);
    all.add(identities.size() / 2, missing);
    return all;
  }
}
