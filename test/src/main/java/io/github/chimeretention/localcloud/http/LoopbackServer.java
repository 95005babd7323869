package io.github.chimeretention.localcloud.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback address. */
public final class LoopbackServer implements AutoCloseable {
  static {
    // Without it, the JDK's server delays every small response on a kept-alive connection by 40 ms,
    // until the delayed acknowledgement, which would dominate the benchmarks.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /** Starts a server on a port; 0 means any free port. */
  public LoopbackServer(int port, HttpHandler handler) {
    this(HttpServer::create, port, handler);
  }

  /** Starts a server from one of the JDK's factories, for example with TLS. */
  public LoopbackServer(Factory factory, int port, HttpHandler handler) {
    try {
      server = factory.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't listen on the loopback address: " + e.getMessage(), e);
    }
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
  }

  /** Creates a server that listens on an address. */
  public interface Factory {
    /** A backlog of 0 means the system's default. */
    HttpServer create(InetSocketAddress address, int backlog) throws IOException;
  }

  /** The {@code host:port} it listens on. */
  public String authority() {
    InetSocketAddress address = server.getAddress();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  public URI uri() {
    return URI.create((server instanceof HttpsServer ? "https://" : "http://") + authority());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Responds with a body, or without one if it is empty. */
  public static void respond(HttpExchange exchange, int status, String body) throws IOException {
    respond(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Responds with a body; a HEAD request gets only its length. */
  public static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    if (isHead) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    boolean isEmpty = isHead || body.length == 0;
    exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
    if (!isEmpty) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
