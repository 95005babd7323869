package io.github.chimeretention.lambda.priming;

import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.Invocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.regions.Region;

/**
 * Loads classes for the first real event in the init phase, which has a full CPU: handles a sample
 * event and prepares a TLS client's first message. Sends nothing.
 */
public final class Priming {
  private static final String EVENT =
      """
      {"RequestType": "Create", "RequestId": "priming", "LogicalResourceId": "Priming",
       "StackId": "arn:aws:cloudformation:us-east-1:000000000000:stack/priming/priming",
       "ResponseURL": "https://priming.s3.amazonaws.com/priming?X-Amz-Date=29991231T235959Z",
       "ResourceType": "Custom::ChimeAppInstanceRetentionSettings",
       "ResourceProperties": {"ChannelRetentionDays": "1",
         "AppInstanceArn": "arn:aws:chime:us-east-1:000000000000:app-instance/priming"}}""";

  private Priming() {}

  /** The handler to prime. */
  public interface EventHandler {
    void handle(byte[] event, Invocation invocation) throws IOException, InterruptedException;
  }

  /** Primes a handler that uses this HTTP client. Never throws. */
  public static void prime(EventHandler handler, PrimedHttpClient http) {
    try {
      FutureTask<Void> beside = new FutureTask<>(() -> loadBeside(http));
      new Thread(beside, "priming").start();
      Deadline end = Deadline.in(Duration.ofSeconds(5), Deadline.Time.SYSTEM);
      Invocation invocation = new Invocation(end, "priming", "priming", (line, level) -> {});
      handler.handle(EVENT.getBytes(StandardCharsets.UTF_8), invocation);
      beside.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // A failure only makes the first event slower.
    } finally {
      http.isPrimed = true;
    }
  }

  /** Loads the slowest parts, in the order in which the event needs them. */
  private static Void loadBeside(PrimedHttpClient http)
      throws GeneralSecurityException, IOException {
    Region.US_EAST_1.metadata();
    http.sender.getValue();
    var engine = SSLContext.getDefault().createSSLEngine("priming", 443);
    engine.setUseClientMode(true);
    engine.wrap(
        ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    return null;
  }
}
