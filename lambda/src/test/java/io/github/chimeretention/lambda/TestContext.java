package io.github.chimeretention.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One invocation's context at its start, with a log that tests can read. */
public final class TestContext implements Context {
  private final Duration timeout;
  private final List<String> log = new CopyOnWriteArrayList<>();

  public TestContext(Duration timeout) {
    this.timeout = timeout;
  }

  public List<String> log() {
    return log;
  }

  /** Runs a handler on an event in this invocation. */
  public void handle(byte[] event, RequestStreamHandler handler) throws IOException {
    handler.handleRequest(new ByteArrayInputStream(event), OutputStream.nullOutputStream(), this);
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) timeout.toMillis();
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.add(message);
      }

      @Override
      public void log(byte[] message) {
        log.add(new String(message, StandardCharsets.UTF_8));
      }
    };
  }

  @Override
  public String getAwsRequestId() {
    return "3f1b7a52-invocation";
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/retention";
  }

  @Override
  public String getLogStreamName() {
    return "2026/02/20/[$LATEST]0123";
  }

  @Override
  public String getFunctionName() {
    return "retention";
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:eu-west-1:111122223333:function:retention";
  }

  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }
}
