package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.CloudAssembly.Deployment;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

@DisplayName("A deployment that fails")
class RollbackIT extends CliTest {
  @Test
  @DisplayName("at another resource turns off the days that it has set")
  void otherResourceFails() throws Exception {
    int a = newIdentity();
    Run run = cdkDeploy(failing(settings(a, 365)));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("No access to reserved parameter name", "ROLLBACK_COMPLETE");
    assertThat(days(a)).isEmpty();
    for (RetentionType type : RetentionType.values()) {
      assertThat(events(type, a)).containsExactly("Create", "Delete");
      assertThat(accepted(type, a)).containsOnly(1);
    }
  }

  @Test
  @DisplayName(
      "at the retention settings shows the function's reason and log, leaves the periods unchanged,"
          + " and can be deployed again")
  void creationRejected() throws Exception {
    int a = newIdentity();
    endpoints().forEach(api -> api.faults().always(api.put(), FORBIDDEN));
    Run run = cdkDeploy(timeout(45).andThen(settings(a, 365)));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("Forbidden", "You shall not pass", RetentionType.ACCOUNT.identity(a))
        .containsPattern("(?s)Logs from .*ERROR ForbiddenException");
    assertThat(days(a)).isEmpty();

    endpoints().forEach(api -> api.faults().clear());
    for (RetentionType type : RetentionType.values()) {
      assertThat(puts(type, a)).as("no puts except the rejected ones").hasSizeLessThanOrEqualTo(1);
    }
    assertThat(deploy(settings(a, 365)).successful()).isTrue();
    assertThat(days(a)).containsExactly(365, 365);
  }

  @ParameterizedTest
  @EnumSource(
      value = RemovalPolicy.class,
      names = {"DESTROY", "RETAIN"})
  @DisplayName("because other settings exist names them, and leaves them unchanged")
  void otherSettings(RemovalPolicy policy) throws Exception {
    int a = newIdentity();
    for (RetentionType type : RetentionType.values()) {
      endpoint(type).retentions().put(type.identity(a), type.of(365));
    }
    Run run = cdkDeploy(failing(timeout(45).andThen(settings("", a, 90, policy))));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("is already 365; declare 365, deploy, and then change it");
    assertThat(days(a)).containsExactly(365, 365);
  }

  @Test
  @DisplayName("after the service accepted the days turns them off")
  void readBackRefused() throws Exception {
    int a = newIdentity();
    RetentionType type = RetentionType.ACCOUNT;
    endpoint(type).faults().always(endpoint(type).get(), FORBIDDEN);
    assertThat(deploy(timeout(45).andThen(settings(a, 365))).status())
        .isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(events(type, a)).containsExactly("Create", "Delete");
    assertThat(days(a)).isEmpty();
  }

  @Test
  @DisplayName("at an update restores the previous days")
  void updateRefused() throws Exception {
    int a = newIdentity();
    deploy(settings(a, 365));
    endpoints().forEach(api -> api.faults().next(api.put(), FORBIDDEN));
    Deployment run = deploy(settings(a, 90));
    assertThat(run.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(run.events()).contains("You shall not pass");
    assertThat(days(a)).containsExactly(365, 365);
  }

  @Test
  @DisplayName("at another resource after it changed the identity returns to the old one")
  void replacedThenOtherResourceFails() throws Exception {
    int a = newIdentity();
    int b = newIdentity();
    deploy(settings(a, 365));
    assertThat(deploy(failing(settings(b, 90))).status())
        .isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(days(a)).containsExactly(365, 365);
    assertThat(days(b)).isEmpty();
    for (RetentionType type : RetentionType.values()) {
      assertThat(accepted(type, a)).containsOnly(1);
    }
  }

  @Test
  @DisplayName("at an update and in its rollback is completed by cdk rollback")
  void rollbackFails() throws Exception {
    int a = newIdentity();
    deploy(settings(a, 365));
    endpoints().forEach(api -> api.faults().always(api.put(), FORBIDDEN));
    Path shorter = synthStack(settings(a, 90));
    assertThat(deploy(shorter).status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
    endpoints().forEach(api -> api.faults().clear());
    Run rolledBack = cdk("rollback", "--app", shorter.toString());
    assertThat(rolledBack.exitCode()).as(rolledBack.output()).isZero();
    assertThat(deploy(shorter).successful()).isTrue();
    assertThat(days(a)).containsExactly(90, 90);
  }
}
