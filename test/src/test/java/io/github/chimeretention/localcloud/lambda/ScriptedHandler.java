package io.github.chimeretention.localcloud.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** Records each attempt, then does what the event requests: a JSON string. */
public final class ScriptedHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    Files.writeString(
        Path.of(System.getenv("ATTEMPTS")),
        context.getAwsRequestId() + " " + ProcessHandle.current().pid() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    switch (event) {
      case "\"throw\"" -> throw new IllegalStateException("As scripted");
      case "\"exit\"" -> Runtime.getRuntime().halt(1);
      case "\"hang\"" -> hang();
      default -> output.write(input.readAllBytes());
    }
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
