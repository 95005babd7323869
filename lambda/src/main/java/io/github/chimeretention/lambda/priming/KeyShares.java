package io.github.chimeretention.lambda.priming;

/**
 * The key shares of a TLS client's first message. The JDK makes two, one on the first X curve and
 * one on the first NIST curve of its list. Its first one on secp256r1 takes some 60 ms, because the
 * JDK computes tables for that curve; so secp384r1 comes before it here. No group is left out: a
 * server that takes secp256r1 alone asks for it.
 */
public final class KeyShares {
  /** The list, in the order of preference (<i>Java Security Guide, JSSE, System Properties</i>). */
  private static final String PROPERTY = "jdk.tls.namedGroups";

  private static final String GROUPS =
      "x25519,secp384r1,secp256r1,secp521r1,x448"
          + ",ffdhe2048,ffdhe3072,ffdhe4096,ffdhe6144,ffdhe8192";

  /** The last JDK whose own list has these groups. */
  private static final int LAST_KNOWN_JDK = 25;

  private KeyShares() {}

  /** Sets the list for this process, before the first use of TLS, unless it is set already. */
  public static void preferFastOnes() {
    if (Runtime.version().feature() <= LAST_KNOWN_JDK && System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, GROUPS);
    }
  }
}
