package io.github.chimeretention.lambda.http;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HttpsURLConnection;

/**
 * One attempt at an HTTP request, which is sent once or not at all: the JDK does not repeat it, and
 * once it is given up it is not sent late, by a thread that the network or Lambda held up.
 */
public final class HttpAttempt {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private static final UnrepeatedSocketFactory SOCKETS = new UnrepeatedSocketFactory();

  private final HttpURLConnection connection;
  private final byte[] body;
  private final Duration limit;

  /** Set by who is the first to send the request, or to give it up. */
  private final AtomicBoolean decided = new AtomicBoolean();

  /** Reads an answer to its end. */
  @FunctionalInterface
  public interface AnswerReader<T> {
    T read(HttpURLConnection connection) throws IOException;
  }

  /**
   * Prepares an attempt.
   *
   * @param connection not connected yet, with the method and the headers of the request
   * @param body what to put; empty to get
   * @param limit the longest time that it may take
   */
  public HttpAttempt(HttpURLConnection connection, byte[] body, Duration limit) {
    this.connection = connection;
    this.body = body;
    this.limit = limit;
    connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) limit.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setDoOutput(body.length > 0);
    if (connection instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(SOCKETS);
    }
  }

  /**
   * Sends the request, and reads the answer.
   *
   * @throws NotSentException if there was no connection, or no time
   * @throws IOException if the request may have been taken, but no whole answer came
   * @throws RuntimeException if the request can't be made
   * @throws InterruptedException if the thread is interrupted
   */
  public <T> T make(Deadline deadline, AnswerReader<T> reader)
      throws IOException, InterruptedException {
    Deadline attemptEnds = deadline.within(limit);
    try {
      // A read timeout does not bound an answer that drips in.
      return attemptEnds.call(() -> exchange(attemptEnds, reader), connection::disconnect);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      InterruptedIOException late = new InterruptedIOException("it did not come in time");
      throw decided.compareAndSet(false, true) ? new NotSentException(late) : late;
    } finally {
      decided.set(true);
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof IOException failure) {
      return failure;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) cause;
  }

  private <T> T exchange(Deadline deadline, AnswerReader<T> reader) throws IOException {
    try {
      return answer(connect(deadline), reader);
    } catch (IOException | RuntimeException e) {
      connection.disconnect();
      throw e;
    }
  }

  /** Connects, and returns where the body is to be written; nowhere if there is none. */
  private OutputStream connect(Deadline deadline) throws NotSentException {
    try {
      connection.connect();
      requireTime(deadline);
      OutputStream out =
          body.length > 0 ? connection.getOutputStream() : OutputStream.nullOutputStream();
      // The attempt may have been given up meanwhile, or Lambda have frozen this thread.
      requireTime(deadline);
      if (!decided.compareAndSet(false, true)) {
        throw timeIsOver();
      }
      return out;
    } catch (IOException e) {
      throw new NotSentException(e);
    }
  }

  private <T> T answer(OutputStream out, AnswerReader<T> reader) throws IOException {
    SOCKETS.sending();
    try {
      out.write(body);
      out.close();
      return reader.read(connection);
    } catch (RuntimeException e) {
      throw new IOException(e);
    } finally {
      SOCKETS.answered();
    }
  }

  private static void requireTime(Deadline deadline) throws InterruptedIOException {
    if (deadline.left().isZero()) {
      throw timeIsOver();
    }
  }

  private static InterruptedIOException timeIsOver() {
    return new InterruptedIOException("no time was left for it");
  }
}
