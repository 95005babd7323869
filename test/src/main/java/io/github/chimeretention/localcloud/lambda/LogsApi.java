package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.JsonService;
import java.util.List;
import java.util.Map;

/**
 * What functions wrote, by log group. The streams of a group are not told apart, and a line's time
 * is that of the request: the file has none.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">
 *     FilterLogEvents</a>
 */
public final class LogsApi extends JsonService {
  private final LambdaService lambda;

  public LogsApi(LambdaService lambda) {
    this.lambda = lambda;
  }

  @Override
  protected Map<String, Operation> operations() {
    return Map.of("FilterLogEvents", this::filterLogEvents);
  }

  private JsonNode filterLogEvents(Caller caller, JsonNode input) {
    String group = input.path("logGroupName").asText();
    List<FunctionLog> logs = lambda.logs(group);
    if (logs.isEmpty()) {
      throw new AwsException(
          400, "ResourceNotFoundException", "The specified log group does not exist.");
    }
    long time = input.path("startTime").asLong();
    String stream = input.path("logStreamNames").path(0).asText("all");
    List<String> lines = logs.stream().flatMap(log -> log.lines().stream()).toList();
    int limit = input.path("limit").asInt(10_000);
    ObjectNode result = Json.object();
    result.set(
        "events",
        Json.array(
            lines.subList(Math.max(0, lines.size() - limit), lines.size()),
            line ->
                Json.object()
                    .put("logStreamName", stream)
                    .put("timestamp", time)
                    .put("message", line)));
    return result;
  }
}
