package io.github.chimeretention.bench;

import io.github.chimeretention.localcloud.http.PrivateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * A certificate for the loopback address, made for one run.
 *
 * @param context what the endpoints serve with
 * @param trustStore the JDK's own authorities and that of the certificate
 * @param pem the authority alone, which Node.js adds to its own
 */
record Tls(SSLContext context, Path trustStore, Path pem) {
  static Tls create(Path jdk, Path folder) throws IOException {
    Files.createDirectories(folder);
    PrivateAuthority authority = new PrivateAuthority("CN=Benchmark CA");
    Path trustStore = folder.resolve("trust-store");
    authority.writeTrustStore(jdk, trustStore);
    Path pem = Files.writeString(folder.resolve("authority.pem"), authority.pem());
    return new Tls(authority.serverContext(), trustStore, pem);
  }
}
