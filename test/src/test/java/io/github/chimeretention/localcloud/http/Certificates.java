package io.github.chimeretention.localcloud.http;

import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Server certificates, and a trust store for the client.
 *
 * @param trusted a certificate of an authority in the trust store
 * @param untrusted a certificate of another authority
 */
public record Certificates(SSLContext trusted, SSLContext untrusted, Path trustStore) {
  /** Creates certificates, and the trust store in a folder. */
  public static Certificates in(Path folder) {
    PrivateAuthority authority = authority("CN=Known CA");
    Path trustStore = folder.resolve("trust-store");
    authority.writeTrustStore(Path.of(System.getProperty("java.home")), trustStore);
    return new Certificates(
        authority.serverContext(), authority("CN=Unknown CA").serverContext(), trustStore);
  }

  /** Without the compiler C2, making one RSA key takes a second. */
  private static PrivateAuthority authority(String name) {
    return new PrivateAuthority(name, CertificateBuilder::ecp256);
  }

  /** Returns the option that makes a JVM trust the authority. */
  public String javaOption() {
    return "-Djavax.net.ssl.trustStore=" + trustStore;
  }

  /** Starts TLS as the server of a connection. */
  SSLSocket accept(Socket connection, boolean asTrusted) throws IOException {
    return (SSLSocket)
        (asTrusted ? trusted : untrusted).getSocketFactory().createSocket(connection, null, true);
  }
}
