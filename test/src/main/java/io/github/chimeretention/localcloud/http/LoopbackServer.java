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
    // Without it, the JDK's server holds back every small answer on a kept-alive connection for the
    // 40 ms of a delayed acknowledgement, which would drown what the benchmarks measure.
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
    this(name, handler, port, "http", HttpServer::create);
  }

  /** A server that speaks TLS. */
  public LoopbackServer(String name, HttpHandler handler, SSLContext tls) {
    this(name, handler, 0, "https", (address, backlog) -> https(address, backlog, tls));
  }

  private LoopbackServer(
      String name, HttpHandler handler, int port, String scheme, Listener listener) {
    this.scheme = scheme;
    threads = Executors.newCachedThreadPool(task -> daemon(name, task));
    try {
      server = listener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't listen on the loopback address: " + e.getMessage(), e);
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

  /** Answers with a body, or with none if it is empty. */
  public static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /** How a server is made that listens on an address. */
  private interface Listener {
    HttpServer listen(InetSocketAddress address, int backlog) throws IOException;
  }

  private static HttpServer https(InetSocketAddress address, int backlog, SSLContext tls)
      throws IOException {
    HttpsServer server = HttpsServer.create(address, backlog);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
