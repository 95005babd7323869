package io.github.chimeretention.lambda.priming;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Loads what a TLS client needs: the trust store, and the classes of a handshake. */
final class TlsPriming {
  private static final String HOST = "localhost";

  private TlsPriming() {}

  /** Reads the certificates that the function trusts, as an HTTPS connection does that is made. */
  static Void trustStore() throws IOException {
    new URL("https", HOST, "/").openConnection();
    return null;
  }

  /**
   * Shakes hands with a server on loopback until its certificate is looked for in the trust store,
   * so that this is primed too.
   *
   * @throws SSLHandshakeException always: the certificate is nobody's
   */
  static Void handshake() throws GeneralSecurityException, IOException {
    SSLContext server = ThrowawayCertificate.serverContext(HOST);
    try (LoopbackPeer peer = new LoopbackPeer(server.getServerSocketFactory());
        Socket connection = new Socket(InetAddress.getLoopbackAddress(), peer.port());
        SSLSocket socket =
            (SSLSocket)
                SSLContext.getDefault()
                    .getSocketFactory()
                    .createSocket(connection, HOST, peer.port(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
    }
    return null;
  }
}
