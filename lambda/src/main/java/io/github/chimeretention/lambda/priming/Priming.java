package io.github.chimeretention.lambda.priming;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.Invocation;
import io.github.chimeretention.lambda.invocation.Time;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Makes the first real event find all that it needs loaded: in the init phase, in which Lambda
 * gives a function a whole CPU whatever its memory is, it handles a made-up event and writes a TLS
 * client's first message. Nothing is sent. What goes wrong here is left for the real event to
 * report.
 */
public final class Priming {
  private static final String EVENT =
      """
      {"RequestType": "Create", "RequestId": "priming", "LogicalResourceId": "Priming",
       "StackId": "arn:aws:cloudformation:us-east-1:000000000000:stack/priming/priming",
       "ResponseURL": "https://priming.s3.amazonaws.com/priming?X-Amz-Date=29991231T235959Z",
       "ResourceType": "Custom::ChimeAppInstanceRetentionSettings",
       "ResourceProperties": {
         "AppInstanceArn": "arn:aws:chime:us-east-1:000000000000:app-instance/priming",
         "ChannelRetentionDays": "1"}}
      """;

  private final SdkHttpClient http;
  private final EventHandler handler;

  /** Handles an event as the function does, with another HTTP client. */
  @FunctionalInterface
  public interface EventHandler {
    void handle(SdkHttpClient http, byte[] event, Invocation invocation) throws IOException;
  }

  /** Makes a priming of a handler and of the HTTP client that it calls by. */
  public Priming(SdkHttpClient http, EventHandler handler) {
    this.http = http;
    this.handler = handler;
  }

  /** Primes, and returns when that is done. */
  public void run() {
    FutureTask<Void> tls = new FutureTask<>(Priming::writeClientHello);
    Thread thread = new Thread(tls, "priming");
    thread.setDaemon(true);
    thread.start();
    try {
      handleEvent();
      tls.get();
    } catch (IOException | ExecutionException | RuntimeException e) {
      // The first real event is slower then, nothing else.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handleEvent() throws IOException {
    Deadline end = Deadline.in(Duration.ofSeconds(5), Time.SYSTEM);
    handler.handle(
        new SelfRespondingHttpClient(http),
        EVENT.getBytes(StandardCharsets.UTF_8),
        new Invocation(end, new NoLogger(), "priming", "priming"));
  }

  private static Void writeClientHello() throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine("priming", 443);
    engine.setUseClientMode(true);
    engine.wrap(
        ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    return null;
  }

  private static final class NoLogger implements LambdaLogger {
    @Override
    public void log(String message) {}

    @Override
    public void log(byte[] message) {}
  }
}
