package io.github.chimeretention.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;

/**
 * Amazon Chime SDK's identity API and the response URLs, over TLS. Unlike the local cloud's, they
 * keep no record and write no file: they are to take as little of the machine as possible.
 */
final class Endpoints implements AutoCloseable {
  private static final String SCOPE = "/us-east-1/chime/aws4_request";

  private final Map<String, String> settings = new ConcurrentHashMap<>();
  private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();
  private final LoopbackServer chime;
  private final LoopbackServer responses;

  /** Two servers: a connection to the service can't be used again for the response. */
  Endpoints(SSLContext tls) {
    LoopbackServer.Factory factory =
        (address, backlog) -> {
          HttpsServer server = HttpsServer.create(address, backlog);
          server.setHttpsConfigurator(new HttpsConfigurator(tls));
          return server;
        };
    chime = new LoopbackServer(factory, 0, this::serve);
    responses = new LoopbackServer(factory, 0, this::accept);
  }

  /** A response to CloudFormation that has arrived, and when. */
  record Accepted(String body, long nanos) {}

  URI chime() {
    return chime.uri();
  }

  URI responses() {
    return responses.uri();
  }

  BlockingQueue<Accepted> accepted() {
    return accepted;
  }

  @Override
  public void close() {
    chime.close();
    responses.close();
  }

  private void accept(HttpExchange exchange) throws IOException {
    String body = body(exchange);
    long now = System.nanoTime();
    LoopbackServer.respond(exchange, 200, "");
    accepted.add(new Accepted(body, now));
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = body(exchange);
    if (!isSigned(exchange) || !path.endsWith("/retention-settings")) {
      LoopbackServer.respond(exchange, 403, "{\"Code\":\"Forbidden\",\"Message\":\"Not signed\"}");
    } else if (exchange.getRequestMethod().equals("PUT")) {
      settings.put(path, body);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.respond(exchange, 200, body);
    } else {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.respond(exchange, 200, settings.getOrDefault(path, "{}"));
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean isSigned(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    return authorization != null && authorization.contains(SCOPE);
  }
}
