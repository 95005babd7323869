package io.github.chimeretention.localcloud.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The one port of the local cloud: what {@code AWS_ENDPOINT_URL} names. A request goes to the
 * service that it is signed for.
 */
public final class AwsEndpoint implements AutoCloseable {
  private final Map<String, AwsService> services;
  private final HttpHandler chime;
  private final LoopbackServer server;

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
      exchange
          .getResponseHeaders()
          .set("Content-Length", Integer.toString(response.body().length));
    }
    boolean empty = response.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), empty ? -1 : response.body().length);
    if (!empty) {
      exchange.getResponseBody().write(response.body());
    }
    exchange.close();
  }

  private AwsResponse respond(HttpExchange exchange, Caller caller) {
    try {
      AwsService service = services.get(caller.service());
      AwsRequest request =
          new AwsRequest(
              caller,
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Form.parse(exchange.getRequestURI().getRawQuery()),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes());
      return service == null ? unknown(request) : service.serve(request);
    } catch (IOException e) {
      return Xml.error(new AwsException(400, "IncompleteBody", "The body can't be read"));
    }
  }

  /** In the shape of the protocol that the request seems to speak. */
  private static AwsResponse unknown(AwsRequest request) {
    String target = request.headers().getFirst("X-Amz-Target");
    String action = Form.parse(request.text()).get("Action");
    String operation = target != null ? target : action != null ? action : request.path();
    AwsException error = AwsException.notServed(request.caller().service() + " " + operation);
    return action == null ? JsonService.error(error) : Xml.error(error);
  }

  private static AwsException unsigned() {
    return new AwsException(403, "MissingAuthenticationToken", "Missing Authentication Token");
  }
}
