package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.localcloud.cloudformation.StackResult;
import io.github.chimeretention.localcloud.cloudformation.StackStatus;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;

@DisplayName("Deploying retention settings")
class LifecycleIT extends CloudTest {
  @Test
  @DisplayName("sets the days, and has the attributes from reading them back")
  void create() {
    StackResult result = deploy(settings(a(), 365));
    assertThat(result.failure()).isEmpty();
    assertThat(days(a())).isEqualTo(type().of(365));
    assertThat(result.outputs()).containsEntry("Days", "365");
    assertThat(Instant.parse(result.outputs().get("DeletedFrom")))
        .isEqualTo(chime().retentions().get(a()).deletion().orElseThrow());
    assertThat(chime().requests())
        .extracting(request -> request.operation() + " " + request.status())
        .containsExactly(chime().put() + " " + type().putStatus(), chime().get() + " 200");
  }

  @Test
  @DisplayName("with fewer days is one update, which leaves the function alone")
  void shorten() {
    deploy(settings(a(), 365));
    StackResult result = deploy(settings(a(), 90));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(events()).containsExactly("Create", "Update " + a());
    assertThat(statuses(result, "AWS::Lambda::Function")).isEmpty();
    assertThat(days(a())).isEqualTo(type().of(90));
    assertThat(accepted()).containsOnly(1L);
  }

  @Test
  @DisplayName("unchanged does nothing")
  void unchanged() {
    deploy(settings(a(), 365));
    assertThat(deploy(settings(a(), 365)).events()).isEmpty();
    assertThat(events()).containsExactly("Create");
  }

  @Test
  @DisplayName("for another identity sets its days first, then clears those of the old one")
  void otherIdentity() {
    deploy(settings(a(), 365));
    StackResult result = deploy(settings(b(), 365));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(events()).containsExactly("Create", "Update " + a(), "Delete " + a());
    assertThat(days(b())).isEqualTo(type().of(365));
    assertThat(days(a())).isEmpty();
    assertThat(accepted()).containsOnly(1L);
  }

  @Test
  @DisplayName("without an identity that was there clears its days, and keeps the other's")
  void removed() {
    deploy(
        stack -> {
          Stacks.declare(stack, type(), a(), 365);
          type().declare(stack, "Other", b(), 30, RemovalPolicy.DESTROY);
        });
    assertThat(days(b())).isEqualTo(type().of(30));
    deploy(settings(a(), 365));
    assertThat(events()).last().isEqualTo("Delete " + b());
    assertThat(days(a())).isEqualTo(type().of(365));
    assertThat(days(b())).isEmpty();
  }

  @Test
  @DisplayName("sends every setting in each put, without days for what is off")
  void everySetting() throws Exception {
    deploy(settings(a(), 365));
    destroy();
    assertThat(puts()).hasSize(2);
    assertThat(json(puts().get(0))).isEqualTo(json(type().settings("'RetentionDays':365")));
    assertThat(json(puts().get(1))).isEqualTo(json(type().settings("")));
  }

  @Test
  @DisplayName("and then destroying the stack leaves no days, unless they are to be retained")
  void retained() {
    deploy(stack -> type().declare(stack, "Settings", a(), 365, RemovalPolicy.RETAIN));
    StackResult result = destroy();
    assertThat(result.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    assertThat(statuses(result, type().resourceType())).containsExactly("DELETE_SKIPPED");
    assertThat(days(a())).isEqualTo(type().of(365));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
