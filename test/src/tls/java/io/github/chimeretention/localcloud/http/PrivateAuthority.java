package io.github.chimeretention.localcloud.http;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** A private certificate authority, for the lifetime of this process. */
public final class PrivateAuthority {
  private static final char[] JDKS_PASSWORD = "changeit".toCharArray();

  private final UnaryOperator<CertificateBuilder> key;
  private final X509Bundle root;

  /**
   * Makes an authority.
   *
   * @param name a distinguished name
   * @param key sets the keys of its certificates
   */
  public PrivateAuthority(String name, UnaryOperator<CertificateBuilder> key) {
    this.key = key;
    try {
      root = certificate(name).setIsCertificateAuthority(true).buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException("The authority's certificate can't be made", e);
    }
  }

  /** Issues a certificate for the loopback address, for a server to present. */
  public SSLContext serverContext() {
    try {
      X509Bundle server =
          certificate("CN=localhost")
              .addSanIpAddress(InetAddress.getLoopbackAddress())
              .addSanDnsName("localhost")
              .buildIssuedBy(root);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(server.toKeyManagerFactory().getKeyManagers(), null, null);
      return context;
    } catch (Exception e) {
      throw new IllegalStateException("The server's certificate can't be made", e);
    }
  }

  /**
   * Writes a trust store of this authority and those that a JDK trusts: a JVM reads them all on its
   * first connection, in production too.
   */
  public void writeTrustStore(Path jdk, Path file) {
    try {
      KeyStore trusted = KeyStore.getInstance(cacerts(jdk).toFile(), JDKS_PASSWORD);
      // Of the JDK's types, the one whose certificates are read without a password.
      KeyStore written = KeyStore.getInstance("JKS");
      written.load(null, null);
      for (String alias : Collections.list(trusted.aliases())) {
        written.setCertificateEntry(alias, trusted.getCertificate(alias));
      }
      written.setCertificateEntry("loopback", root.getCertificate());
      try (OutputStream out = Files.newOutputStream(file)) {
        written.store(out, JDKS_PASSWORD);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("The trust store can't be written: " + file, e);
    }
  }

  private static Path cacerts(Path jdk) {
    return jdk.resolve("lib/security/cacerts");
  }

  private CertificateBuilder certificate(String subject) {
    return key.apply(new CertificateBuilder().subject(subject));
  }
}
