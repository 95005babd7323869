package io.github.chimeretention.localcloud.lambda;

import java.util.Map;

/**
 * A function as declared by its {@code AWS::Lambda::Function}, with the ARN of its role, memory in
 * MB and timeout in seconds.
 */
public record FunctionConfiguration(
    String functionName,
    String functionArn,
    String role,
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
