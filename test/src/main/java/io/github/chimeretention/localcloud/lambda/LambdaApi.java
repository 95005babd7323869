package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.AwsResponse;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Lambda tells of functions.
 *
 * @see "GetFunctionConfiguration"
 */
public record LambdaApi(LambdaService lambda) implements AwsService {
  private static final Pattern CONFIGURATION =
      Pattern.compile("GET /2015-03-31/functions/([^/]+)/configuration");

  @Override
  public AwsResponse serve(AwsRequest request) {
    String operation = request.method() + " " + request.path();
    Matcher path = CONFIGURATION.matcher(operation);
    if (!path.matches()) {
      throw AwsException.notServed(operation);
    }
    return lambda
        .configuration(path.group(1))
        .map(function -> AwsResponse.json(describe(function)))
        .orElseThrow(
            () ->
                new AwsException(
                    404, "ResourceNotFoundException", "Function not found: " + path.group(1)));
  }

  private static JsonNode describe(FunctionConfiguration function) {
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
