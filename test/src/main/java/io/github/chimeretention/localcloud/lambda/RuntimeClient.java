package io.github.chimeretention.localcloud.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The client that runs a function in its JVM. */
public enum RuntimeClient {
  /** AWS's runtime interface client, as on Lambda. */
  AWS,
  /** The local cloud's client, in plain Java. */
  JAVA;

  /**
   * AWS's client, unless it has no native library for this machine or the system property {@code
   * local-cloud.java-runtime} is true.
   */
  public static RuntimeClient ofMachine() {
    boolean hasLibrary = AWSLambda.class.getResource("/jni/" + nativeLibrary()) != null;
    return hasLibrary && !Boolean.getBoolean("local-cloud.java-runtime") ? AWS : JAVA;
  }

  /** The name of the native library for this machine. */
  static String nativeLibrary() {
    boolean isArm = System.getProperty("os.arch").equals("aarch64");
    String musl = "/lib/ld-musl-%s.so.1".formatted(isArm ? "aarch64" : "x86_64");
    return "libaws-lambda-jni.%s%s-%s.so"
        .formatted(
            System.getProperty("os.name").toLowerCase(Locale.ROOT),
            Files.exists(Path.of(musl)) ? "_musl" : "",
            isArm ? "aarch_64" : "x86_64");
  }
}
