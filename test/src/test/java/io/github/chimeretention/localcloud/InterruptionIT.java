package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.chimeretention.localcloud.chime.Fault;
import io.github.chimeretention.localcloud.chime.ServiceWatch;
import io.github.chimeretention.localcloud.chime.WatchedApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A local cloud that ends in the middle of a deployment")
class InterruptionIT extends CliTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @Test
  @DisplayName("continues it when it is opened again, and then can destroy the stack")
  void interrupted() throws Exception {
    int a = newIdentity();
    RetentionType type = RetentionType.APP_INSTANCE;
    Path state = folder().resolve("interrupted");
    Path assembly = synthStack(settings(a, 365));
    ServiceWatch watch = new ServiceWatch();
    try (LocalCloud cloud = new LocalCloud(state, 0, watch)) {
      WatchedApi api = watch.of(type.api(), cloud.retentions());
      api.faults().always(api.put(), new Fault.CutOff());
      Process cli =
          CDK.run(
                  folder(),
                  cloud.clientEnvironment(),
                  List.of("deploy", "--require-approval", "never", "--app", assembly.toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder().resolve("cut-off.txt").toFile())
              .start();
      await()
          .atMost(SOON)
          .until(() -> !cloud.retentions().get(RetentionType.ACCOUNT.identity(a)).days().isEmpty());
      cli.destroyForcibly();
      assertThat(cli.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    try (LocalCloud cloud = new LocalCloud(state, 0, UnaryOperator.identity())) {
      assertThat(cloud.cloudFormation().resume()).containsExactly(STACK + ": CREATE_IN_PROGRESS");
      cloud.cloudFormation().awaitEnd();
      for (RetentionType each : RetentionType.values()) {
        assertThat(cloud.retentions().get(each.identity(a)).days()).isEqualTo(each.of(365));
      }
      try (StackClient stack = StackClient.of(cloud, STACK)) {
        stack.delete();
      }
      assertThat(cloud.retentions().all().values()).allSatisfy(r -> assertThat(r.days()).isEmpty());
    }
  }
}
