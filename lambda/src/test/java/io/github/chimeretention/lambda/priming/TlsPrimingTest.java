package io.github.chimeretention.lambda.priming;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The priming of TLS")
class TlsPrimingTest {

  @Test
  @DisplayName("gets to the end of a handshake")
  void handshake() {
    assertThatCode(TlsPriming::handshake).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("reads the trust store")
  void trustStore() {
    assertThatCode(TlsPriming::trustStore).doesNotThrowAnyException();
  }
}
