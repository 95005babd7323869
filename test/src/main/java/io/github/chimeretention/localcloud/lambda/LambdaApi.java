package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.AwsResponse;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The operations of Lambda and CloudWatch Logs that describe functions. */
public record LambdaApi(LambdaService lambda) implements AwsService {
  private static final Pattern CONFIGURATION =
      Pattern.compile("GET /2015-03-31/functions/([^/]+)/configuration");
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":\"([^\"]+)\"");
  private static final Pattern TERM = Pattern.compile("\"([^\"]*)\"|(\\S+)");

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
    FunctionConfiguration function =
        lambda
            .configuration(path.group(1))
            .orElseThrow(() -> notFound(404, "Function not found: " + path.group(1)));
    ObjectNode description =
        Json.object(function).without(List.of("Environment", "LogFormat", "LogGroup"));
    description
        .putObject("LoggingConfig")
        .put("LogFormat", function.logFormat())
        .put("LogGroup", function.logGroup());
    return AwsResponse.json(description);
  }

  private JsonNode filterLogEvents(Caller caller, JsonNode input) {
    List<String> lines =
        lambda
            .logLines(input.path("logGroupName").asText())
            .orElseThrow(() -> notFound(400, "The specified log group does not exist."));
    return events(input, lines);
  }

  /**
   * The log events in a time range, in milliseconds, that contain all terms of a pattern. Log
   * streams are not distinguished.
   */
  static JsonNode events(JsonNode input, List<String> lines) {
    String pattern = input.path("filterPattern").asText();
    if (pattern.matches("\\s*[{\\[%?-].*")) {
      throw new AwsException(
          400,
          "InvalidParameterException",
          "The local cloud has no filter pattern other than terms: " + pattern);
    }
    List<String> terms =
        TERM.matcher(pattern)
            .results()
            .map(term -> term.group(1) == null ? term.group(2) : term.group(1))
            .toList();
    long start = input.path("startTime").asLong();
    long end = input.path("endTime").asLong(Long.MAX_VALUE);
    long time = lines.stream().flatMap(LambdaApi::time).findFirst().orElse(start);
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines) {
      time = time(line).findFirst().orElse(time);
      if (time >= start && time <= end && terms.stream().allMatch(line::contains)) {
        String stream = input.path("logStreamNames").path(0).asText("all");
        events.add(
            Json.object().put("logStreamName", stream).put("timestamp", time).put("message", line));
      }
    }
    return Json.object().set("events", Json.array(events, event -> event));
  }

  /** The time of a line in JSON; a line of plain text has the time of the previous line. */
  private static Stream<Long> time(String line) {
    return TIMESTAMP
        .matcher(line)
        .results()
        .limit(1)
        .map(timestamp -> Instant.parse(timestamp.group(1)).toEpochMilli());
  }

  private static AwsException notFound(int status, String message) {
    return new AwsException(status, "ResourceNotFoundException", message);
  }
}
