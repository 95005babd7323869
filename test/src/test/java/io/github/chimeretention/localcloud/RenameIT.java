package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.CloudAssembly.Deployment;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

@DisplayName("A deployment")
class RenameIT extends CliTest {
  @Test
  @DisplayName("that renames a construct changes nothing: the settings are never off")
  void renamed() throws Exception {
    int a = newIdentity();
    deploy(named("Before", a, 365));
    Deployment run = deploy(named("After", a, 365));

    assertThat(run.successful()).as(run.events()).isTrue();
    assertThat(days(a)).containsExactly(365, 365);
    assertThatNothingWasTurnedOff(a);
    for (RetentionType type : RetentionType.values()) {
      assertThat(events(type, a)).containsExactly("Create");
    }
  }

  @Test
  @DisplayName(
      "that renames a construct never turns the settings off, even if another resource fails")
  void renamedBesideAFailure() throws Exception {
    int a = newIdentity();
    deploy(named("Before", a, 365));
    Deployment run = deploy(failing(named("After", a, 90)));

    assertThat(run.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(days(a)).containsExactly(365, 365);
    assertThatNothingWasTurnedOff(a);
    for (RetentionType type : RetentionType.values()) {
      assertThat(events(type, a)).containsExactly("Create", "Update", "Update");
    }
  }

  @Test
  @DisplayName("that swaps the identities of two constructs leaves both on")
  void swapped() throws Exception {
    int a = newIdentity();
    int b = newIdentity();
    deploy(named("One", a, 365).andThen(named("Two", b, 90)));
    Deployment run = deploy(named("One", b, 90).andThen(named("Two", a, 365)));

    assertThat(run.successful()).as(run.events()).isTrue();
    assertThat(days(a)).containsExactly(365, 365);
    assertThat(days(b)).containsExactly(90, 90);
    assertThatNothingWasTurnedOff(a);
    assertThatNothingWasTurnedOff(b);
  }

  private static Consumer<Stack> named(String name, int identity, int days) {
    return settings(name, identity, days, RemovalPolicy.DESTROY);
  }

  /** Checks the requests that the services received. */
  private void assertThatNothingWasTurnedOff(int identity) {
    for (RetentionType type : RetentionType.values()) {
      assertThat(puts(type, identity))
          .isNotEmpty()
          .allSatisfy(body -> assertThat(body).contains("RetentionDays"));
    }
  }
}
