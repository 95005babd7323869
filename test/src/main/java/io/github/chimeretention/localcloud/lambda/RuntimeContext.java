package io.github.chimeretention.localcloud.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.net.http.HttpHeaders;

/** An invocation, by the headers of its event and the environment of its function. */
record RuntimeContext(String requestId, String functionArn, long deadline) implements Context {
  static RuntimeContext of(HttpHeaders event) {
    return new RuntimeContext(
        event.firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow(),
        event.firstValue("Lambda-Runtime-Invoked-Function-Arn").orElseThrow(),
        event.firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElseThrow());
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
  }

  @Override
  public String getLogStreamName() {
    return System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
  }

  @Override
  public String getFunctionName() {
    return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
  }

  @Override
  public String getFunctionVersion() {
    return System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
  }

  @Override
  public String getInvokedFunctionArn() {
    return functionArn;
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
  public int getRemainingTimeInMillis() {
    return (int) (deadline - System.currentTimeMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
  }

  /** Writes to the standard output. */
  @Override
  public LambdaLogger getLogger() {
    return LambdaRuntime.getLogger();
  }
}
