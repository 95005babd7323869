package io.github.chimeretention.localcloud.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one port of the local cloud: what {@code AWS_ENDPOINT_URL} names. A request goes to the
 * service that it is signed for.
 */
public final class AwsEndpoint implements AutoCloseable {
  private final Map<String, AwsService> services;
  private final HttpHandler chime;
  private final LoopbackServer server;
  private final Set<String> unserved = ConcurrentHashMap.newKeySet();

  /**
   * @param services by signing name
   * @param chime serves what is signed for {@code chime}, the signing name of two APIs
   */
  public AwsEndpoint(int port, Map<String, AwsService> services, HttpHandler chime) {
    this.services = Map.copyOf(services);
    this.chime = chime;
    server = new LoopbackServer("aws", this::exchange, port);
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
    Optional<Caller> caller = Caller.of(exchange.getRequestHeaders().getFirst("Authorization"));
    if (caller.isPresent() && caller.get().service().equals("chime")) {
      chime.handle(exchange);
      return;
    }
    AwsResponse response =
        caller.map(c -> respond(exchange, c)).orElseGet(() -> Xml.error(unsigned()));
    response.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(response.body().length));
    }
    boolean empty = response.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), empty ? -1 : response.body().length);
    if (!empty) {
      exchange.getResponseBody().write(response.body());
    }
    exchange.close();
  }

  private AwsResponse respond(HttpExchange exchange, Caller caller) {
    AwsService service = services.getOrDefault(caller.service(), new Unserved());
    try {
      return service.serve(
          new AwsRequest(
              caller,
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Form.parse(exchange.getRequestURI().getRawQuery()),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes()));
    } catch (AwsException e) {
      if (e.isNotServed()) {
        unserved.add(caller.service() + ": " + e.getMessage());
      }
      return service.error(e);
    } catch (IOException e) {
      return service.error(new AwsException(400, "IncompleteBody", "The body can't be read"));
    }
  }

  /** A service of which nothing is served; its errors are JSON, as most services' are. */
  private static final class Unserved implements AwsService {
    @Override
    public AwsResponse serve(AwsRequest request) {
      String target = request.headers().getFirst("X-Amz-Target");
      throw AwsException.notServed(
          target == null ? request.method() + " " + request.path() : target);
    }

    @Override
    public AwsResponse error(AwsException e) {
      return AwsResponse.jsonError(e);
    }
  }

  private static AwsException unsigned() {
    return new AwsException(403, "MissingAuthenticationToken", "Missing Authentication Token");
  }
}
