package io.github.chimeretention.lambda.priming;

import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ServerSocketFactory;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * Makes the first real event find all that it needs loaded: in the init phase, in which Lambda
 * gives a function a whole CPU whatever its memory is, it shakes hands with a TLS server and
 * handles a made-up event of each resource type in use. Nothing is called but servers on loopback
 * that are gone afterwards. What goes wrong here is left for the real event to report.
 */
public final class Priming {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Handles an event as the function does, but that nobody reads its log. */
  @FunctionalInterface
  public interface EventHandler {
    void handle(byte[] event, Map<String, RetentionResource> resources, Deadline deadline)
        throws IOException;
  }

  private final String[] resourceTypes;
  private final EventHandler handler;
  private final Deadline deadline = new Deadline(LIMIT::toMillis).within(LIMIT);

  /**
   * Makes a priming.
   *
   * @param resourceTypes those in use, separated by commas; null is none
   */
  public Priming(String resourceTypes, EventHandler handler) {
    this.handler = handler;
    this.resourceTypes = resourceTypes == null ? new String[0] : resourceTypes.split(",", -1);
  }

  /** Primes, on several threads beside each other, and waits for them for 5 seconds at most. */
  public void run() {
    if (resourceTypes.length == 0) {
      return;
    }
    List<FutureTask<Void>> tasks =
        List.of(
            start(TlsPriming::handshake), start(TlsPriming::trustStore), start(this::handleEvents));
    try {
      for (FutureTask<Void> task : tasks) {
        await(task);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(FutureTask<Void> task) throws InterruptedException {
    try {
      task.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The first real event is slower then, nothing else.
    }
  }

  private static FutureTask<Void> start(Callable<Void> work) {
    FutureTask<Void> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "priming");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private Void handleEvents() throws IOException {
    try (LoopbackPeer peer = new LoopbackPeer(ServerSocketFactory.getDefault())) {
      URI uri = URI.create("http://127.0.0.1:" + peer.port());
      Map<String, RetentionResource> resources = RetentionResources.at(uri);
      for (String resourceType : resourceTypes) {
        RetentionResource resource = resources.get(resourceType);
        if (resource != null) {
          handler.handle(event(resource, uri), resources, deadline);
        }
      }
    }
    return null;
  }

  private static byte[] event(RetentionResource resource, URI responseUrl) {
    try (JsonWriter json = JsonWriter.create()) {
      json.writeStartObject();
      json.writeFieldName("RequestType").writeValue("Create");
      json.writeFieldName("ResponseURL").writeValue(responseUrl.toString());
      json.writeFieldName("ResourceType").writeValue(resource.resourceType());
      json.writeFieldName("ResourceProperties").writeStartObject();
      json.writeFieldName(resource.identityProperty()).writeValue(resource.exampleIdentity());
      for (String period : resource.periodProperties()) {
        json.writeFieldName(period).writeValue("1");
      }
      json.writeEndObject().writeEndObject();
      return json.getBytes();
    }
  }
}
