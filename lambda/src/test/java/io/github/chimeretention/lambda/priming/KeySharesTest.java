package io.github.chimeretention.lambda.priming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The key shares")
class KeySharesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"x25519", "secp256r1", "secp384r1", "secp521r1", "ffdhe2048"})
  @DisplayName("lead to a handshake with a server that takes one group only")
  void oneGroup(String group) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process handshake =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Handshake.class.getName(),
                group)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(handshake.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output).strip()).isEqualTo("TLSv1.3");
  }

  /** In a process of its own: the JDK reads the list once. */
  static final class Handshake {
    private Handshake() {}

    public static void main(String[] group) throws Exception {
      KeyShares.preferFastOnes();
      try (SSLServerSocket server = LoopbackTls.server()) {
        SSLParameters parameters = server.getSSLParameters();
        parameters.setAlgorithmConstraints(new OneGroup(group[0]));
        server.setSSLParameters(parameters);
        FutureTask<String> client = new FutureTask<>(() -> shakeHands(server.getLocalPort()));
        new Thread(client).start();
        try (SSLSocket connection = (SSLSocket) server.accept()) {
          connection.startHandshake();
          System.out.println(client.get());
        }
      }
    }

    private static String shakeHands(int port) throws IOException, GeneralSecurityException {
      try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
          SSLSocket socket =
              (SSLSocket)
                  LoopbackTls.client().createSocket(connection, LoopbackTls.HOST, port, true)) {
        socket.startHandshake();
        return socket.getSession().getProtocol();
      }
    }
  }

  /** Permits one group for the key agreement, and whatever is no group. */
  private record OneGroup(String group) implements AlgorithmConstraints {
    @Override
    public boolean permits(
        Set<CryptoPrimitive> uses, String algorithm, AlgorithmParameters parameters) {
      return !algorithm.matches("(x|secp|ffdhe)[0-9].*") || algorithm.equals(group);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> uses, Key key) {
      return true;
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> uses, String algorithm, Key key, AlgorithmParameters parameters) {
      return true;
    }
  }
}
