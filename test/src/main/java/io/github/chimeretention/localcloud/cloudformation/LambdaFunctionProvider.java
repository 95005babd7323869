package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code AWS::Lambda::Function}, with code that is a file asset.
 *
 * @see "AWS::Lambda::Function"
 */
record LambdaFunctionProvider(LambdaService lambda, S3 assets) implements ResourceProvider {
  @Override
  public Outcome put(ResourceRequest request) {
    FunctionConfiguration function = configuration(request, request.name());
    lambda.putFunction(function, code(request));
    return new Outcome.Succeeded(
        function.functionName(), Json.object().put("Arn", function.functionArn()));
  }

  @Override
  public Outcome delete(ResourceRequest request) {
    lambda.deleteFunction(request.physicalId());
    return Outcome.succeeded(request.physicalId());
  }

  private Path code(ResourceRequest request) {
    JsonNode code = request.properties().path("Code");
    String key = code.path("S3Key").asText();
    try {
      return assets.file(code.path("S3Bucket").asText(), key);
    } catch (AwsException e) {
      throw new StackException(
          "Error occurred while GetObject. S3 Error Code: %s. S3 Error Message: %s: %s"
              .formatted(e.code(), e.getMessage(), key));
    }
  }

  private static FunctionConfiguration configuration(ResourceRequest request, String name) {
    ObjectNode properties = request.properties();
    JsonNode logging = properties.path("LoggingConfig");
    Map<String, String> environment = new TreeMap<>();
    properties
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    if (logging.has("ApplicationLogLevel")) {
      environment.put("AWS_LAMBDA_LOG_LEVEL", logging.get("ApplicationLogLevel").asText());
    }
    return new FunctionConfiguration(
        name,
        request.stack().arn("lambda", "function:" + name),
        properties.path("Runtime").asText(),
        properties.path("Handler").asText(),
        properties.path("MemorySize").asInt(128),
        properties.path("Timeout").asInt(3),
        environment,
        logging.path("LogFormat").asText("Text"),
        logging.path("LogGroup").asText("/aws/lambda/" + name));
  }
}
