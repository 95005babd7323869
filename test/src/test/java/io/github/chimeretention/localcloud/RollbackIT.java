package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.chime.ChimeEndpoint;
import io.github.chimeretention.localcloud.chime.Fault;
import io.github.chimeretention.localcloud.chime.Retention;
import io.github.chimeretention.localcloud.chime.ServiceError;
import io.github.chimeretention.localcloud.cloudformation.StackResult;
import io.github.chimeretention.localcloud.cloudformation.StackStatus;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment that fails")
class RollbackIT extends CloudTest {
  private static final Fault FORBIDDEN =
      new Fault.Refuse(ServiceError.FORBIDDEN, "You shall not pass");

  @Test
  @DisplayName("at another resource, after the days were set, clears them")
  void otherResourceFails() {
    StackResult result = deploy(stack -> Stacks.failing(stack, Stacks.declare(stack, A, 365)));
    assertThat(result.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(events()).containsExactly("Create", "Delete " + A);
    assertThat(days(A)).isEmpty();
    assertThat(accepted()).containsOnly(1L);
  }

  @Test
  @DisplayName("at the retention settings leaves exactly those that the account had before")
  void creationRefused() {
    Retention before = chime().accounts().put(A, Map.of(ChimeEndpoint.CONVERSATIONS, 30));
    chime().faults().always(ChimeEndpoint.PUT, FORBIDDEN);
    StackResult result = deploy(Stacks.account(A, 365));
    assertThat(result.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(result.failure()).get().asString().contains("Forbidden", "You shall not pass", A);
    assertThat(chime().accounts().get(A)).isEqualTo(before);
    assertThat(puts()).as("no put but the one that was refused").hasSize(1);
  }

  @Test
  @DisplayName("for an account that does not exist says so, and calls nothing to undo it")
  void noSuchAccount() {
    chime().accounts().remove(A);
    StackResult result = deploy(Stacks.account(A, 365));
    assertThat(result.failure()).get().asString().contains("NotFound", A);
    assertThat(puts()).hasSize(1);
  }

  @Test
  @DisplayName("after the service took the days clears them")
  void readBackRefused() {
    chime().faults().next(ChimeEndpoint.GET, FORBIDDEN);
    StackResult result = deploy(Stacks.account(A, 365));
    assertThat(result.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(events()).containsExactly("Create", "Delete " + A);
    assertThat(days(A)).isEmpty();
  }

  @Test
  @DisplayName("at an update brings the days of before back")
  void updateRefused() {
    deploy(Stacks.account(A, 365));
    chime().faults().next(ChimeEndpoint.PUT, FORBIDDEN);
    StackResult result = deploy(Stacks.account(A, 90));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(events()).containsExactly("Create", "Update " + A, "Update " + A);
    assertThat(days(A)).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 365));
  }

  @Test
  @DisplayName("at an update to another account, after it took the days, clears them again")
  void replacementFails() {
    deploy(Stacks.account(A, 365));
    chime().faults().next(ChimeEndpoint.GET, FORBIDDEN);
    StackResult result = deploy(Stacks.account(B, 90));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(events()).containsExactly("Create", "Update " + A, "Update " + B, "Delete " + B);
    assertThat(days(A)).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 365));
    assertThat(days(B)).isEmpty();
  }

  @Test
  @DisplayName("at another resource, after the account was replaced, goes back to the old account")
  void replacedThenOtherResourceFails() {
    deploy(Stacks.account(A, 365));
    StackResult result = deploy(stack -> Stacks.failing(stack, Stacks.declare(stack, B, 90)));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(days(A)).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 365));
    assertThat(days(B)).isEmpty();
    assertThat(accepted()).containsOnly(1L);
  }

  @Test
  @DisplayName("can be deployed again")
  void again() {
    chime().faults().next(ChimeEndpoint.PUT, FORBIDDEN);
    deploy(Stacks.account(A, 365));
    assertThat(deploy(Stacks.account(A, 365)).status()).isEqualTo(StackStatus.CREATE_COMPLETE);
    assertThat(days(A)).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 365));
  }
}
