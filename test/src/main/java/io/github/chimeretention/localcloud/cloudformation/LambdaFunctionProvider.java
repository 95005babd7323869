package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code AWS::Lambda::Function}, with code that is a file asset.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-function.html">
 *     AWS::Lambda::Function</a>
 */
final class LambdaFunctionProvider implements ResourceProvider {
  private final LambdaService lambda;
  private final S3 assets;

  LambdaFunctionProvider(LambdaService lambda, S3 assets) {
    this.lambda = lambda;
    this.assets = assets;
  }

  @Override
  public Outcome create(ResourceRequest request) {
    String name =
        name(request.properties())
            .orElseGet(() -> request.stack().generateName(request.logicalId()));
    FunctionConfiguration function = configuration(request, name);
    lambda.createFunction(function, code(request));
    return succeeded(function);
  }

  @Override
  public Outcome update(ResourceRequest request) {
    if (!name(request.properties()).equals(name(request.oldProperties()))) {
      return create(request);
    }
    FunctionConfiguration function = configuration(request, request.physicalId());
    lambda.updateFunction(function, code(request));
    return succeeded(function);
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
          "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The"
              + " specified key does not exist: "
              + key);
    }
  }

  private static Optional<String> name(ObjectNode properties) {
    return Optional.ofNullable(properties.path("FunctionName").textValue());
  }

  private static Outcome succeeded(FunctionConfiguration function) {
    ObjectNode attributes =
        JsonNodeFactory.instance.objectNode().put("Arn", function.functionArn());
    return new Outcome.Succeeded(function.functionName(), attributes);
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
