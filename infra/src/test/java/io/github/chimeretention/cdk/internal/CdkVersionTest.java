package io.github.chimeretention.cdk.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The user's aws-cdk-lib")
class CdkVersionTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"2.234.1", "2.99.1", "2.0.0", "2.0.0-rc.1"})
  @DisplayName("is rejected in one line if it is too old")
  void too_old(String version) {
    assertThatThrownBy(() -> CdkVersion.require(version))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The version of aws-cdk-lib is %s; it must be 2.235.0 or newer 2.x".formatted(version));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"2.235.0", "2.235.1", "2.1000.0"})
  @DisplayName("is accepted if it is the oldest supported version or newer")
  void new_enough(String version) {
    assertThatCode(() -> CdkVersion.require(version)).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("has its version in its jar")
  void this_one() {
    assertThatCode(CdkVersion::require).doesNotThrowAnyException();
  }
}
