package io.github.chimeretention.localcloud.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The runtime interface client's native library. Left alone, each client unpacks it over the same
 * file in {@code /tmp}, and by that crashes those that have it mapped.
 */
final class NativeClientLibrary {
  /** The property by which a client is told where the library is. */
  static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private NativeClientLibrary() {}

  /** Unpacks the library for this machine into a folder, in place of one that is there. */
  static Path unpack(Path folder) {
    String name = "libaws-lambda-jni." + platform() + ".so";
    try (InputStream library = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
      if (library == null) {
        throw new IllegalStateException("The runtime interface client has no " + name);
      }
      Files.createDirectories(folder);
      Path unpacked = Files.createTempFile(folder, "", ".so");
      Files.copy(library, unpacked, StandardCopyOption.REPLACE_EXISTING);
      // A new file in its place: who has the old one mapped, keeps it.
      return Files.move(
          unpacked,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The native client can't be unpacked into " + folder, e);
    }
  }

  private static String platform() {
    String libc = isMusl() ? "linux_musl-" : "linux-";
    return libc + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64");
  }

  private static boolean isMusl() {
    return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
        || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
  }
}
