package io.github.chimeretention.localcloud.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An HTTP or HTTPS server on the loopback address, on a free port if none is named. */
public final class LoopbackServer implements AutoCloseable {
  static {
    // Without it, the JDK's server holds back every small response on a kept-alive connection for
    // the 40 ms of a delayed acknowledgement, which would drown what the benchmarks measure.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final String scheme;

  public LoopbackServer(String name, HttpHandler handler) {
    this(name, handler, 0);
  }

  /** A server on a port of the caller's choice; 0 is a free one. */
  public LoopbackServer(String name, HttpHandler handler, int port) {
    this(name, handler, port, null);
  }

  /** A server that speaks TLS. */
  public LoopbackServer(String name, HttpHandler handler, SSLContext tls) {
    this(name, handler, 0, tls);
  }

  private LoopbackServer(String name, HttpHandler handler, int port, SSLContext tls) {
    scheme = tls == null ? "http" : "https";
    threads = Executors.newCachedThreadPool(task -> daemon(name, task));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      server = tls == null ? HttpServer.create(address, 0) : HttpsServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't listen on the loopback address: " + e.getMessage(), e);
    }
    if (server instanceof HttpsServer https) {
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
    }
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
  }

  /** The {@code host:port} it listens on. */
  public String authority() {
    InetSocketAddress address = server.getAddress();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  public URI uri() {
    return URI.create(scheme + "://" + authority());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The body of a request. */
  public static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Responds with a body, or with none if it is empty. */
  public static void respond(HttpExchange exchange, int status, String body) throws IOException {
    respond(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Responds with a body, of which a HEAD request gets the length alone. */
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

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
