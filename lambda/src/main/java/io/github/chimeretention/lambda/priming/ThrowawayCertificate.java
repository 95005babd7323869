package io.github.chimeretention.lambda.priming;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * A certificate for a host that its own key has signed; both are gone with the process. Written by
 * hand (RFC 5280 and RFC 8410), because the JDK has no public way to make one.
 */
final class ThrowawayCertificate {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0C;
  private static final int UTC_TIME = 0x17;
  private static final int OID = 0x06;
  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
  private static final byte[] ED25519 = {0x2B, 0x65, 0x70};
  private static final char[] NO_PASSWORD = {};

  private ThrowawayCertificate() {}

  /** Returns a context whose servers show the certificate. */
  static SSLContext serverContext(String host) throws GeneralSecurityException, IOException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(selfSigned(host, keys)));
    // Not PKCS12, which encrypts the key with a thousand rounds of hashing.
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(host, keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), new TrustManager[0], null);
    return context;
  }

  private static byte[] selfSigned(String host, KeyPair keys) throws GeneralSecurityException {
    byte[] algorithm = der(SEQUENCE, der(OID, ED25519));
    byte[] name =
        der(
            SEQUENCE,
            der(
                SET,
                der(SEQUENCE, der(OID, COMMON_NAME), der(UTF8_STRING, host.getBytes(US_ASCII)))));
    byte[] validity =
        der(
            SEQUENCE,
            der(UTC_TIME, "700101000000Z".getBytes(US_ASCII)),
            der(UTC_TIME, "491231235959Z".getBytes(US_ASCII)));
    byte[] unsigned =
        der(
            SEQUENCE,
            der(INTEGER, new byte[] {1}),
            algorithm,
            name,
            validity,
            name,
            keys.getPublic().getEncoded());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(unsigned);
    return der(SEQUENCE, unsigned, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    if (content.size() > 255) {
      value.write(0x82);
      value.write(content.size() >> 8);
    } else if (content.size() > 127) {
      value.write(0x81);
    }
    value.write(content.size());
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }
}
