package io.github.chimeretention.lambda.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * The JDK's TLS sockets, but none while a request is sent and answered. If its connection ends
 * without an answer, the JDK would send it once more on a new one, unless it is streamed, and tell
 * nobody: what the second one is answered does not say what became of the first. Plain HTTP, which
 * only stand-ins of the services speak, is not kept from that. Thread-safe.
 */
final class UnrepeatedSocketFactory extends SSLSocketFactory {
  private final ThreadLocal<Boolean> sending = new ThreadLocal<>();

  /** From now on, there are no sockets for this thread. */
  void sending() {
    sending.set(true);
  }

  /** From now on, there are sockets for this thread again. */
  void answered() {
    sending.remove();
  }

  private SSLSocketFactory sockets() throws SocketException {
    if (sending.get() != null) {
      throw new SocketException("The connection ended without an answer");
    }
    return HttpsURLConnection.getDefaultSSLSocketFactory();
  }

  @Override
  public Socket createSocket() throws IOException {
    return sockets().createSocket();
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return sockets().createSocket(socket, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return sockets().createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return sockets().createSocket(host, port, localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return sockets().createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return sockets().createSocket(address, port, localAddress, localPort);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return HttpsURLConnection.getDefaultSSLSocketFactory().getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return HttpsURLConnection.getDefaultSSLSocketFactory().getSupportedCipherSuites();
  }
}
