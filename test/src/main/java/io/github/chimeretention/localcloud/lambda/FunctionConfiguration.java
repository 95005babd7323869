package io.github.chimeretention.localcloud.lambda;

import java.util.Map;

/**
 * A function as its {@code AWS::Lambda::Function} declares it; memory in MB, timeout in seconds.
 */
public record FunctionConfiguration(
    String functionName,
    String functionArn,
    String runtime,
    String handler,
    int memorySize,
    int timeout,
    Map<String, String> environment,
    String logFormat,
    String logGroup) {
  public FunctionConfiguration {
    environment = Map.copyOf(environment);
  }
}
