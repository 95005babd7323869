package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.localcloud.CloudAssembly.Deployment;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
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

  @Test
  @DisplayName("that moves identities between constructs turns off only the removed one")
  void chain() throws Exception {
    int a = newIdentity();
    int b = newIdentity();
    int c = newIdentity();
    deploy(named("One", a, 365).andThen(named("Two", b, 365)));
    Deployment run = deploy(named("One", b, 365).andThen(named("Two", c, 365)));

    assertThat(run.successful()).as(run.events()).isTrue();
    assertThat(days(a)).isEmpty();
    assertThat(days(b)).containsExactly(365, 365);
    assertThat(days(c)).containsExactly(365, 365);
    assertThatNothingWasTurnedOff(b);
  }

  @Test
  @DisplayName("with another text in reapply writes the declared settings again")
  void reapply() throws Exception {
    int a = newIdentity();
    RetentionType type = RetentionType.APP_INSTANCE;
    deploy(reapplied(a, "2026-11-24"));
    endpoint(type).retentions().put(type.identity(a), type.of(7));

    deploy(reapplied(a, "2026-11-24"));
    assertThat(days(a)).containsExactly(7);

    Deployment run = deploy(reapplied(a, "2026-11-25"));
    assertThat(run.successful()).as(run.events()).isTrue();
    assertThat(days(a)).containsExactly(365);
    assertThat(events(type, a)).containsExactly("Create", "Update");
  }

  private static Consumer<Stack> named(String name, int identity, int days) {
    return settings(name, identity, days, RemovalPolicy.DESTROY);
  }

  private static Consumer<Stack> reapplied(int identity, String text) {
    return stack ->
        ChimeAppInstanceRetentionSettings.Builder.create(stack, "Retention")
            .appInstanceArn(RetentionType.APP_INSTANCE.identity(identity))
            .channelRetention(Duration.days(365))
            .reapply(text)
            .build();
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
