package io.github.chimeretention.localcloud.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What servers present to a client that has a certain trust store.
 *
 * @param trusted of an authority in the trust store
 * @param untrusted of another authority
 */
public record Certificates(SSLContext trusted, SSLContext untrusted, Path trustStore) {
  /** Makes new ones, and the trust store in a folder. */
  public static Certificates in(Path folder) {
    PrivateAuthority authority = new PrivateAuthority("CN=Known CA");
    Path trustStore = folder.resolve("trust-store");
    authority.writeTrustStore(Path.of(System.getProperty("java.home")), trustStore);
    return new Certificates(
        authority.serverContext(),
        new PrivateAuthority("CN=Unknown CA").serverContext(),
        trustStore);
  }

  /** The option by which a JVM trusts the authority. */
  public String javaOption() {
    return "-Djavax.net.ssl.trustStore=" + trustStore;
  }

  /** Speaks TLS as a server on a connection. */
  SSLSocket accept(Socket connection, boolean asTrusted) throws IOException {
    return (SSLSocket)
        (asTrusted ? trusted : untrusted).getSocketFactory().createSocket(connection, null, true);
  }
}
