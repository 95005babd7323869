package io.github.chimeretention.lambda.priming;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The priming of TLS")
class TlsPrimingTest {

  @Test
  @DisplayName("shakes hands until the server's certificate is looked for in the trust store")
  void handshake() {
    assertThatThrownBy(TlsPriming::handshake)
        .isInstanceOf(SSLHandshakeException.class)
        .hasRootCauseInstanceOf(CertPathBuilderException.class);
  }

  @Test
  @DisplayName("reads the trust store")
  void trustStore() {
    assertThatCode(TlsPriming::trustStore).doesNotThrowAnyException();
  }
}
