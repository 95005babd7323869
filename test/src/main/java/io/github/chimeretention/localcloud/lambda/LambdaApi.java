package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.AwsResponse;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Lambda and CloudWatch Logs tell of functions. */
public record LambdaApi(LambdaService lambda) implements AwsService {
  private static final Pattern CONFIGURATION =
      Pattern.compile("GET /2015-03-31/functions/([^/]+)/configuration");

  public AwsService logs() {
    return AwsService.json(Map.of("FilterLogEvents", this::filterLogEvents));
  }

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
        .orElseThrow(() -> notFound(404, "Function not found: " + path.group(1)));
  }

  private static JsonNode describe(FunctionConfiguration function) {
    ObjectNode description =
        Json.object(function).without(List.of("Environment", "LogFormat", "LogGroup"));
    description
        .putObject("LoggingConfig")
        .put("LogFormat", function.logFormat())
        .put("LogGroup", function.logGroup());
    return description;
  }

  private JsonNode filterLogEvents(Caller caller, JsonNode input) {
    List<String> lines =
        lambda
            .logLines(input.path("logGroupName").asText())
            .orElseThrow(() -> notFound(400, "The specified log group does not exist."));
    return LogFilter.of(input).apply(lines);
  }

  private static AwsException notFound(int status, String message) {
    return new AwsException(status, "ResourceNotFoundException", message);
  }
}
