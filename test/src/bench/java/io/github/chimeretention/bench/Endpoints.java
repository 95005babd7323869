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
 * write no files, so that they take as little CPU from the functions as possible.
 */
final class Endpoints implements AutoCloseable {
  final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();

  private final Map<String, String> settings = new ConcurrentHashMap<>();
  private final LoopbackServer chime;
  private final LoopbackServer responses;

  /** Two servers, so that no function can reuse a connection to the service for its response. */
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

  /** A response to CloudFormation, and when it was received. */
  record Accepted(String body, long nanos) {}

  URI chime() {
    return chime.uri();
  }

  URI responses() {
    return responses.uri();
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
    if (exchange.getRequestMethod().equals("PUT")) {
      settings.put(path, body);
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    LoopbackServer.respond(exchange, 200, settings.getOrDefault(path, "{}"));
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }
}
