package io.github.chimeretention.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for the loopback address, made for one run.
 *
 * @param context what the endpoints serve with
 * @param trustStore the JDK's own certificates and this one: reading them all is part of what a
 *     Java function does on its first connection
 * @param pem the certificate alone, which Node.js adds to its own
 */
record Tls(SSLContext context, Path trustStore, Path pem) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ALIAS = "chime-retention-bench";

  /** The password of a key that is gone with the run. */
  private static final String PASSWORD = "loopback";

  static Tls create(Path jdk, Path folder, Children children)
      throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(folder);
    Path keyStore = folder.resolve("key.p12");
    Path pem = folder.resolve("certificate.pem");
    Path trustStore = folder.resolve("trust.p12");
    Files.deleteIfExists(keyStore);
    Files.copy(
        jdk.resolve("lib/security/cacerts"), trustStore, StandardCopyOption.REPLACE_EXISTING);
    Keytool keytool = new Keytool(jdk, folder, children);
    keytool.run(
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        keyStore.toString());
    keytool.run(
        "-exportcert",
        "-rfc",
        "-alias",
        ALIAS,
        "-file",
        pem.toString(),
        "-storepass",
        PASSWORD,
        "-keystore",
        keyStore.toString());
    // Neither encrypted nor sealed, like the JDK's own: else each start would derive keys.
    keytool.run(
        "-importcert",
        "-noprompt",
        "-alias",
        ALIAS,
        "-file",
        pem.toString(),
        "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE",
        "-J-Dkeystore.pkcs12.macAlgorithm=NONE",
        "-storepass",
        "changeit",
        "-keystore",
        trustStore.toString());
    return new Tls(context(keyStore), trustStore, pem);
  }

  private static SSLContext context(Path keyStore) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  /** The JDK's tool. */
  private record Keytool(Path jdk, Path folder, Children children) {
    void run(String... arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/keytool").toString()));
      command.addAll(List.of(arguments));
      children.run(new ProcessBuilder(command), folder.resolve("keytool.log"), LIMIT);
    }
  }
}
