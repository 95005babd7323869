package io.github.chimeretention.cdk.internal.function;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import software.constructs.Construct;

/** The handler's jar, extracted from this library's jar while the function is declared. */
record HandlerJar(Path file, boolean staged) implements AutoCloseable {
  private static final String RESOURCE = "/io/github/chimeretention/cdk/chime-retention-lambda.jar";

  static HandlerJar unpack(Construct scope) {
    // With the CLI's --no-staging, the cloud assembly refers to the file instead of copying it.
    boolean staged = scope.getNode().tryGetContext("aws:cdk:disable-asset-staging") == null;
    try (InputStream jar = HandlerJar.class.getResourceAsStream(RESOURCE)) {
      if (jar == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      Path file = Files.createTempFile("chime-retention-lambda", ".jar");
      Files.copy(jar, file, StandardCopyOption.REPLACE_EXISTING);
      return new HandlerJar(file, staged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (!staged) {
      return;
    }
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
