package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An HTTP server on loopback that takes every request and answers it with an empty object. */
final class LoopbackPeer implements Closeable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(US_ASCII);

  private final ServerSocket server;
  private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

  LoopbackPeer() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.add(socket);
        start(() -> answer(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (readRequest(in)) {
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      // The client will notice.
    }
  }

  /** Reads one request, and returns false at the end of the stream. */
  private static boolean readRequest(InputStream in) throws IOException {
    int contentLength = 0;
    for (String line = readLine(in); line != null; line = readLine(in)) {
      if (line.isEmpty()) {
        in.skipNBytes(contentLength);
        return true;
      }
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        contentLength = Integer.parseInt(line.substring(15).strip());
      }
    }
    return false;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "loopback-peer");
    thread.setDaemon(true);
    thread.start();
  }
}
