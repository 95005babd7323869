package io.github.chimeretention.localcloud.aws;

import com.sun.net.httpserver.HttpExchange;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The one port of the local cloud: what {@code AWS_ENDPOINT_URL} names. A request goes to the
 * service that it is signed for.
 */
public final class AwsEndpoint implements AutoCloseable {
  private final Map<String, AwsService> services = new ConcurrentHashMap<>();
  private final UnaryOperator<AwsService> around;
  private final LoopbackServer server;

  /** Listens on a port, 0 for a free one. {@code around} wraps every service. */
  public AwsEndpoint(int port, UnaryOperator<AwsService> around) {
    this.around = around;
    server = new LoopbackServer(port, this::exchange);
  }

  /** Serves the requests that are signed for a name, or those of {@code presigned} URLs. */
  public void serve(String signingName, AwsService service) {
    services.put(signingName, new GuardedService(service));
  }

  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    AwsResponse response = respond(exchange);
    response.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    LoopbackServer.respond(exchange, response.status(), response.body());
  }

  private AwsResponse respond(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    Map<String, String> query = QueryProtocol.parse(uri.getRawQuery());
    byte[] body = exchange.getRequestBody().readAllBytes();
    Optional<Caller> caller = Caller.of(exchange.getRequestHeaders(), query);
    AwsRequest request =
        new AwsRequest(
            caller.orElse(Caller.UNKNOWN),
            exchange.getRequestMethod(),
            uri.getPath(),
            query,
            exchange.getRequestHeaders(),
            body);
    AwsService unserved = new UnservedService(request);
    if (caller.isEmpty()) {
      return unserved.error(
          new AwsException(403, "MissingAuthenticationToken", "Missing Authentication Token"));
    }
    AwsService service = around.apply(services.getOrDefault(caller.get().service(), unserved));
    try {
      return service.serve(request);
    } catch (AwsException e) {
      return service.error(e);
    }
  }
}
