package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.RestService;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Lambda tells of functions.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html">
 *     GetFunctionConfiguration</a>
 */
public final class LambdaApi extends RestService {
  private static final Pattern CONFIGURATION =
      Pattern.compile("/2015-03-31/functions/([^/]+)/configuration");

  private final LambdaService lambda;

  public LambdaApi(LambdaService lambda) {
    this.lambda = lambda;
  }

  @Override
  protected ObjectNode call(AwsRequest request) {
    Matcher path = CONFIGURATION.matcher(request.path());
    if (!request.method().equals("GET") || !path.matches()) {
      throw AwsException.notServed(request.method() + " " + request.path());
    }
    Optional<FunctionConfiguration> function = lambda.configuration(path.group(1));
    return function
        .map(LambdaApi::describe)
        .orElseThrow(
            () ->
                new AwsException(
                    404, "ResourceNotFoundException", "Function not found: " + path.group(1)));
  }

  private static ObjectNode describe(FunctionConfiguration function) {
    ObjectNode description =
        Json.object()
            .put("FunctionName", function.functionName())
            .put("FunctionArn", function.functionArn())
            .put("Runtime", function.runtime())
            .put("Handler", function.handler())
            .put("MemorySize", function.memorySize())
            .put("Timeout", function.timeout());
    description
        .putObject("LoggingConfig")
        .put("LogFormat", function.logFormat())
        .put("LogGroup", function.logGroup());
    return description;
  }
}
