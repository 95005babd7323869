package io.github.chimeretention.localcloud.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * A proxy between an HTTPS client and its HTTP servers that breaks connections and exchanges
 * according to a script. It uses sockets, because the JDK's HTTP server can neither reset a
 * connection nor send slowly. Each connection carries one exchange.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int RESET = 0;

  private final Certificates certificates;
  private final Script script;
  private final int port;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /** Keeps the port bound, so that no other process gets it between listeners. */
  private final Socket bound = new Socket();

  private ServerSocket server;
  private Thread listener;
  private volatile Connecting connecting = Connecting.WORKS;

  public FaultProxy(Certificates certificates, Script script) {
    this.certificates = certificates;
    this.script = script;
    try {
      bound.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      port = bound.getLocalPort();
      listen();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't listen on the loopback address", e);
    }
  }

  /** The behavior of attempts to connect. */
  public enum Connecting {
    WORKS,
    REFUSED,
    /** The TCP connection is established, and reset when the client sends its hello. */
    RESET,
    /** The certificate has an authority that the client doesn't trust. */
    UNTRUSTED
  }

  /** Decides what happens to requests. */
  public interface Script {
    Reaction react(Request request);
  }

  /** A request's first line. */
  public record Request(String method, String path) {}

  /**
   * The handling of a request.
   *
   * @param upstream the request's server
   * @param fault the fault, or empty
   */
  public record Reaction(URI upstream, Optional<HttpFault> fault) {}

  /** Returns the proxy's URL. */
  public URI uri() {
    return URI.create("https://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port);
  }

  /** Sets the behavior of new attempts to connect; open connections continue. */
  public synchronized void onConnect(Connecting next) {
    if (next == connecting) {
      return;
    }
    try {
      if (next == Connecting.REFUSED) {
        refuse();
      } else if (connecting == Connecting.REFUSED) {
        listen();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't listen on the port " + port, e);
    }
    connecting = next;
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    close(server);
    close(bound);
    connections.forEach(FaultProxy::close);
  }

  private void refuse() throws IOException {
    server.close();
    try {
      // Connections are accepted as long as a thread waits for them.
      listener.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while closing the port " + port, e);
    }
  }

  private void listen() throws IOException {
    ServerSocket next = new ServerSocket();
    next.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    next.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    server = next;
    listener = daemon(() -> accept(next));
  }

  private void accept(ServerSocket server) {
    try {
      while (true) {
        Socket client = server.accept();
        connections.add(client);
        Thread unused = daemon(() -> serve(client));
      }
    } catch (IOException e) {
      // The socket was closed, to refuse connections or at the end.
      close(server);
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      if (connecting == Connecting.RESET) {
        client.getInputStream().read();
        client.setSoLinger(true, RESET);
        return;
      }
      SSLSocket tls = certificates.accept(client, connecting != Connecting.UNTRUSTED);
      byte[] request = read(tls.getInputStream());
      if (request.length > 0) {
        exchange(client, tls, request);
      }
    } catch (IOException e) {
      // The client closed the connection, or close() ended one that hung.
      close(client);
    } finally {
      connections.remove(client);
    }
  }

  private void exchange(Socket client, SSLSocket tls, byte[] request) throws IOException {
    String[] first = new String(request, ISO_8859_1).split(" ", 3);
    Reaction reaction = script.react(new Request(first[0], first[1]));
    if (reaction.fault().isEmpty()) {
      tls.getOutputStream().write(forward(reaction.upstream(), request));
      tls.close();
      return;
    }
    HttpFault fault = reaction.fault().get();
    if (fault.arrives()) {
      forward(reaction.upstream(), request);
    }
    send(tls.getOutputStream(), fault);
    end(client, tls, fault);
  }

  private void send(OutputStream out, HttpFault fault) throws IOException {
    byte[] response = fault.response().getBytes(ISO_8859_1);
    if (fault.pause().isZero()) {
      out.write(response);
      return;
    }
    for (byte each : response) {
      if (isClosedWithin(fault.pause().toMillis())) {
        return;
      }
      out.write(each);
    }
  }

  private void end(Socket client, SSLSocket tls, HttpFault fault) throws IOException {
    switch (fault.ending()) {
      case CLOSE -> tls.close();
      case RESET -> client.setSoLinger(true, RESET);
      case HANG -> tls.getInputStream().readAllBytes();
      case FLOOD -> flood(tls.getOutputStream(), fault.response());
    }
  }

  private void flood(OutputStream out, String response) throws IOException {
    byte[] chunk = new byte[1 << 16];
    Arrays.fill(chunk, (byte) response.charAt(response.length() - 1));
    while (!isClosedWithin(0)) {
      out.write(chunk);
    }
  }

  private boolean isClosedWithin(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Passes a request on and returns the response. */
  private static byte[] forward(URI upstream, byte[] request) throws IOException {
    try (Socket server = new Socket(upstream.getHost(), upstream.getPort())) {
      server.getOutputStream().write(request);
      return read(server.getInputStream());
    }
  }

  /** Reads one message, and adds a header that ends the connection. */
  private static byte[] read(InputStream stream) throws IOException {
    InputStream in = new BufferedInputStream(stream);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int length = 0;
    while (true) {
      String line = line(in);
      if (line.isBlank()) {
        break;
      }
      String lower = line.toLowerCase(Locale.ROOT).strip();
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      if (!lower.startsWith("connection:")) {
        message.writeBytes(line.getBytes(ISO_8859_1));
      }
    }
    if (message.size() > 0) {
      message.writeBytes("Connection: close\r\n\r\n".getBytes(ISO_8859_1));
      message.writeBytes(in.readNBytes(length));
    }
    return message.toByteArray();
  }

  /** Reads a line with its line break; empty at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.append((char) c);
      if (c == '\n') {
        break;
      }
    }
    return line.toString();
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("Can't close a socket", e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
