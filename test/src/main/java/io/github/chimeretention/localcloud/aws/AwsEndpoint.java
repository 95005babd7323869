package io.github.chimeretention.localcloud.aws;

import com.sun.net.httpserver.HttpExchange;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The only port of the local cloud, the {@code AWS_ENDPOINT_URL}. A request goes to the service
 * that it is signed for.
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
    services.put(signingName, service);
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
    AwsService unserved = new Unserved(request);
    if (caller.isEmpty()) {
      return unserved.error(
          new AwsException(403, "MissingAuthenticationToken", "Missing Authentication Token"));
    }
    AwsService service = services.getOrDefault(caller.get().service(), unserved);
    try {
      return around.apply(one -> guarded(service, one)).serve(request);
    } catch (AwsException e) {
      return service.error(e);
    }
  }

  /** Reports an error of the local cloud as the service's error, not as a connection failure. */
  private static AwsResponse guarded(AwsService service, AwsRequest request) {
    try {
      return service.serve(request);
    } catch (AwsException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new AwsException(500, "InternalFailure", "The local cloud failed: " + e);
    }
  }

  /** A service that the local cloud doesn't have. Each request gets an error in its protocol. */
  private record Unserved(AwsRequest request) implements AwsService {
    /** The services with a REST and XML protocol that the CDK CLI or an app may call. */
    private static final Set<String> REST_XML = Set.of("cloudfront", "route53", "s3express");

    @Override
    public AwsResponse serve(AwsRequest unused) {
      String action = QueryProtocol.parse(request.text()).get("Action");
      String target = request.headers().getFirst("X-Amz-Target");
      String operation = action == null ? request.method() + " " + request.path() : action;
      throw AwsException.notServed(
          (target == null ? operation : target) + " of the service " + request.caller().service());
    }

    @Override
    public AwsResponse error(AwsException e) {
      String type = request.headers().getFirst("Content-Type");
      if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
        return new QueryProtocol("", Map.of()).error(e);
      }
      return REST_XML.contains(request.caller().service())
          ? AwsResponse.s3Error(e)
          : AwsService.super.error(e);
    }
  }
}
