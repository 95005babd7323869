package io.github.chimeretention.lambda.chime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;

/**
 * A connection that never streams its request. The SDK streams every body, and the JDK drops the
 * body of a 401 that answers a streamed request ({@link java.net.HttpRetryException}): the
 * service's message would be lost.
 */
final class BufferedConnection extends HttpURLConnection {
  private final HttpURLConnection connection;

  private BufferedConnection(HttpURLConnection connection) {
    super(connection.getURL());
    this.connection = connection;
  }

  static HttpURLConnection open(URI uri, Duration connectTimeout, Duration readTimeout) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout((int) connectTimeout.toMillis());
      connection.setReadTimeout((int) readTimeout.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      return new BufferedConnection(connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void setFixedLengthStreamingMode(int contentLength) {}

  @Override
  public void setFixedLengthStreamingMode(long contentLength) {}

  @Override
  public void setChunkedStreamingMode(int chunkLength) {}

  @Override
  public void setRequestMethod(String method) throws ProtocolException {
    connection.setRequestMethod(method);
  }

  @Override
  public String getRequestMethod() {
    return connection.getRequestMethod();
  }

  @Override
  public void setDoOutput(boolean doOutput) {
    connection.setDoOutput(doOutput);
  }

  @Override
  public void setRequestProperty(String key, String value) {
    connection.setRequestProperty(key, value);
  }

  @Override
  public void addRequestProperty(String key, String value) {
    connection.addRequestProperty(key, value);
  }

  @Override
  public void connect() throws IOException {
    connection.connect();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return connection.getOutputStream();
  }

  /**
   * Fails here if the answer ends after its status line. The SDK takes an {@link IOException} from
   * this method for what it is, and tries again; one from {@link #getInputStream} it turns into an
   * exception that passes by its retries.
   */
  @Override
  public int getResponseCode() throws IOException {
    try {
      int status = connection.getResponseCode();
      if (status < HTTP_BAD_REQUEST) {
        connection.getInputStream();
      }
      return status;
    } catch (ConnectException
        | NoRouteToHostException
        | UnknownHostException
        | SSLHandshakeException e) {
      // The SDK has connected before. So this is the JDK, which sends a request that got no answer
      // once more by itself; the first one may have arrived. Without its cause, which says else.
      throw new IOException("no answer, and then no connection: " + e.getMessage());
    }
  }

  @Override
  public String getResponseMessage() throws IOException {
    return connection.getResponseMessage();
  }

  @Override
  public String getHeaderField(String name) {
    return connection.getHeaderField(name);
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    return connection.getHeaderFields();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return connection.getInputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return connection.getErrorStream();
  }

  @Override
  public void disconnect() {
    connection.disconnect();
  }

  @Override
  public boolean usingProxy() {
    return connection.usingProxy();
  }
}
