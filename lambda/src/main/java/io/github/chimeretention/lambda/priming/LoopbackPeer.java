package io.github.chimeretention.lambda.priming;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;

/**
 * An HTTP server on loopback that answers each request with the last document that was put to it,
 * as a service answers with the settings that it took.
 */
final class LoopbackPeer implements Closeable {
  private final ServerSocket server;
  private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
  private volatile byte[] lastPut = {};

  LoopbackPeer(ServerSocketFactory sockets) throws IOException {
    server = sockets.createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
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

  private void answer(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (readRequest(in)) {
        byte[] document = lastPut;
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + document.length + "\r\n\r\n";
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.getBytes(US_ASCII));
        answer.writeBytes(document);
        socket.getOutputStream().write(answer.toByteArray());
      }
    } catch (IOException e) {
      // The client will notice.
    }
  }

  /** Reads one request, and returns false at the end of the stream. */
  private boolean readRequest(InputStream in) throws IOException {
    int contentLength = 0;
    for (String line = readLine(in); line != null; line = readLine(in)) {
      if (line.isEmpty()) {
        if (contentLength > 0) {
          lastPut = in.readNBytes(contentLength);
        }
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
