package io.github.chimeretention.localcloud.aws;

import com.sun.net.httpserver.HttpExchange;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one port of the local cloud: what {@code AWS_ENDPOINT_URL} names. A request goes to the
 * service that it is signed for.
 */
public final class AwsEndpoint implements AutoCloseable {
  /** A service of which nothing is served; its errors are JSON, as most services' are. */
  private static final AwsService UNSERVED = new JsonProtocol(Map.of());

  private final Map<String, AwsService> services = new ConcurrentHashMap<>();
  private final Set<String> unserved = ConcurrentHashMap.newKeySet();
  private final LoopbackServer server;

  /**
   * @param port 0 is a free one
   */
  public AwsEndpoint(int port) {
    server = new LoopbackServer("aws", this::exchange, port);
  }

  /** Serves from now on what is signed for a name. */
  public void serve(String signingName, AwsService service) {
    services.put(signingName, service);
  }

  public URI uri() {
    return server.uri();
  }

  /** What was asked for and is not served. */
  public Set<String> unserved() {
    return Set.copyOf(unserved);
  }

  @Override
  public void close() {
    server.close();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    AwsResponse response =
        Caller.of(exchange.getRequestHeaders())
            .map(caller -> request(caller, exchange))
            .map(this::respond)
            .orElseGet(
                () ->
                    UNSERVED.error(
                        new AwsException(
                            403, "MissingAuthenticationToken", "Missing Authentication Token")));
    if (response.isCutOff()) {
      exchange.close();
      return;
    }
    response.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    LoopbackServer.respond(exchange, response.status(), response.body());
  }

  private static AwsRequest request(Caller caller, HttpExchange exchange) {
    try {
      return new AwsRequest(
          caller,
          exchange.getRequestMethod(),
          exchange.getRequestURI().getPath(),
          QueryProtocol.parse(exchange.getRequestURI().getRawQuery()),
          exchange.getRequestHeaders(),
          exchange.getRequestBody().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("A request can't be read", e);
    }
  }

  private AwsResponse respond(AwsRequest request) {
    AwsService service = services.getOrDefault(request.caller().service(), UNSERVED);
    try {
      return service.serve(request);
    } catch (AwsException e) {
      if (e.isNotServed()) {
        unserved.add(request.caller().service() + ": " + e.getMessage());
      }
      return service.error(e);
    }
  }
}
