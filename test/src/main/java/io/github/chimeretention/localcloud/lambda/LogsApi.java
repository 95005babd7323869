package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.JsonProtocol;
import java.util.List;
import java.util.Map;

/**
 * What functions wrote, by log group. The streams of a group are not told apart, and a line's time
 * is that of the request: the file has none.
 *
 * @see "FilterLogEvents"
 */
public record LogsApi(LambdaService lambda) {
  public AwsService api() {
    return new JsonProtocol(Map.of("FilterLogEvents", this::filterLogEvents));
  }

  private JsonNode filterLogEvents(Caller caller, JsonNode input) {
    List<String> lines =
        lambda
            .logLines(input.path("logGroupName").asText())
            .orElseThrow(
                () ->
                    new AwsException(
                        400,
                        "ResourceNotFoundException",
                        "The specified log group does not exist."));
    long time = input.path("startTime").asLong();
    String stream = input.path("logStreamNames").path(0).asText("all");
    int limit = input.path("limit").asInt(10_000);
    List<String> last = lines.subList(Math.max(0, lines.size() - limit), lines.size());
    return Json.object()
        .set(
            "events",
            Json.array(
                last,
                line ->
                    Json.object()
                        .put("logStreamName", stream)
                        .put("timestamp", time)
                        .put("message", line)));
  }
}
