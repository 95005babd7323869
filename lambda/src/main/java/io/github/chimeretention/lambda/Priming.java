package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Handles a made-up event of each resource type in use during the init phase, in which Lambda gives
 * a function a whole CPU whatever its memory is, so that the first real event finds all that it
 * needs loaded. Nothing is called but a server on loopback that is gone afterwards. What goes wrong
 * here is left for the real event to report.
 */
final class Priming {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final List<String> resourceTypes;

  private Priming(List<String> resourceTypes) {
    this.resourceTypes = resourceTypes;
  }

  /** Makes the priming for resource types, separated by commas; null is none. */
  static Priming of(String resourceTypes) {
    return new Priming(
        resourceTypes == null ? List.of() : Stream.of(resourceTypes.split(",", -1)).toList());
  }

  void run() {
    if (resourceTypes.isEmpty()) {
      return;
    }
    Deadline deadline = new Deadline(LIMIT::toMillis).within(LIMIT);
    // Beside each other: the two halves load different classes.
    FutureTask<Void> tls = new FutureTask<>(TlsPriming::run, null);
    Thread thread = new Thread(tls, "tls-priming");
    thread.setDaemon(true);
    thread.start();
    try {
      deadline.call(() -> handleEvents(deadline));
      tls.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The first real event is slower then, nothing else.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Void handleEvents(Deadline deadline) throws IOException {
    try (LoopbackPeer peer = new LoopbackPeer()) {
      Map<String, RetentionResource> resources = RetentionResources.at(peer.uri());
      RetentionHandler handler =
          new RetentionHandler(resources, new ResponseSender(), Duration.ZERO);
      for (String resourceType : resourceTypes) {
        RetentionResource resource = resources.get(resourceType);
        if (resource != null) {
          handler.handle(
              event(resource, peer.uri()), deadline, new StepLog(new Silence(), "priming"), "");
        }
      }
    }
    return null;
  }

  private static byte[] event(RetentionResource resource, URI responseUrl) {
    return """
    {"RequestType": "Create", "ResponseURL": "%s", "StackId": "", "RequestId": "",
     "LogicalResourceId": "", "ResourceType": "%s", "ResourceProperties": {"%s": "%s"}}"""
        .formatted(
            responseUrl,
            resource.resourceType(),
            resource.identityProperty(),
            resource.exampleIdentity())
        .getBytes(UTF_8);
  }

  /** The log of events that are none. */
  private static final class Silence implements LambdaLogger {
    @Override
    public void log(String message) {}

    @Override
    public void log(byte[] message) {}
  }
}
