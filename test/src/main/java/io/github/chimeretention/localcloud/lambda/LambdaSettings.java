package io.github.chimeretention.localcloud.lambda;

import java.time.Duration;
import java.util.Map;

/**
 * How the local Lambda service differs from the real one.
 *
 * @param retryDelay between the attempts of an asynchronous invocation: on Lambda a minute, then
 *     two
 * @param maximumInstances of each function
 * @param serviceEnvironment what every function's environment has beside its own variables, like
 *     the endpoints of the local services
 */
public record LambdaSettings(
    Duration retryDelay, int maximumInstances, Map<String, String> serviceEnvironment) {
  public LambdaSettings {
    serviceEnvironment = Map.copyOf(serviceEnvironment);
  }
}
