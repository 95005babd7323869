package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.chime.Fault;
import io.github.chimeretention.localcloud.chime.Retention;
import io.github.chimeretention.localcloud.chime.ServiceError;
import io.github.chimeretention.localcloud.cloudformation.StackResult;
import io.github.chimeretention.localcloud.cloudformation.StackStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment that fails")
class RollbackIT extends CloudTest {
  private static final Fault FORBIDDEN =
      new Fault.Refuse(ServiceError.FORBIDDEN, "You shall not pass");

  @Test
  @DisplayName("at another resource, after the days were set, clears them")
  void otherResourceFails() {
    StackResult result =
        deploy(stack -> Stacks.failing(stack, Stacks.declare(stack, type(), a(), 365)));
    assertThat(result.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(events()).containsExactly("Create", "Delete " + a());
    assertThat(days(a())).isEmpty();
    assertThat(accepted()).containsOnly(1L);
  }

  @Test
  @DisplayName("at the retention settings leaves exactly those that were there before")
  void creationRefused() {
    Retention before = chime().retentions().put(a(), type().of(30));
    chime().faults().always(chime().put(), FORBIDDEN);
    StackResult result = deploy(settings(a(), 365));
    assertThat(result.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(result.failure()).get().asString().contains("Forbidden", "You shall not pass", a());
    assertThat(chime().retentions().get(a())).isEqualTo(before);
    assertThat(puts()).as("no put but the one that was refused").hasSize(1);
  }

  @Test
  @DisplayName("for an identity that does not exist says so, and calls nothing to undo it")
  void noSuchIdentity() {
    chime().retentions().remove(a());
    StackResult result = deploy(settings(a(), 365));
    assertThat(result.failure()).get().asString().contains(type().unknownError(), a());
    assertThat(puts()).hasSize(1);
  }

  @Test
  @DisplayName("after the service took the days clears them")
  void readBackRefused() {
    chime().faults().next(chime().get(), FORBIDDEN);
    StackResult result = deploy(settings(a(), 365));
    assertThat(result.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(events()).containsExactly("Create", "Delete " + a());
    assertThat(days(a())).isEmpty();
  }

  @Test
  @DisplayName("at an update brings the days of before back")
  void updateRefused() {
    deploy(settings(a(), 365));
    chime().faults().next(chime().put(), FORBIDDEN);
    StackResult result = deploy(settings(a(), 90));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(events()).containsExactly("Create", "Update " + a(), "Update " + a());
    assertThat(days(a())).isEqualTo(type().of(365));
  }

  @Test
  @DisplayName("at an update to another identity, after it took the days, clears them again")
  void replacementFails() {
    deploy(settings(a(), 365));
    chime().faults().next(chime().get(), FORBIDDEN);
    StackResult result = deploy(settings(b(), 90));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(events())
        .containsExactly("Create", "Update " + a(), "Update " + b(), "Delete " + b());
    assertThat(days(a())).isEqualTo(type().of(365));
    assertThat(days(b())).isEmpty();
  }

  @Test
  @DisplayName("at another resource, after the identity was replaced, goes back to the old one")
  void replacedThenOtherResourceFails() {
    deploy(settings(a(), 365));
    StackResult result =
        deploy(stack -> Stacks.failing(stack, Stacks.declare(stack, type(), b(), 90)));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(days(a())).isEqualTo(type().of(365));
    assertThat(days(b())).isEmpty();
    assertThat(accepted()).containsOnly(1L);
  }

  @Test
  @DisplayName("can be deployed again")
  void again() {
    chime().faults().next(chime().put(), FORBIDDEN);
    deploy(settings(a(), 365));
    assertThat(deploy(settings(a(), 365)).status()).isEqualTo(StackStatus.CREATE_COMPLETE);
    assertThat(days(a())).isEqualTo(type().of(365));
  }
}
