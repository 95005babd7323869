package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log events of a request: those of a time, in milliseconds, that have all the terms of a
 * pattern. Streams are not distinguished.
 */
record LogFilter(long start, long end, List<String> terms, int limit, int first, String stream) {
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":\"([^\"]+)\"");
  private static final Pattern TERM = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  static LogFilter of(JsonNode input) {
    String pattern = input.path("filterPattern").asText();
    if (pattern.matches("\\s*[{\\[%?-].*")) {
      throw new AwsException(
          400,
          "InvalidParameterException",
          "The local cloud has no filter pattern other than terms: " + pattern);
    }
    return new LogFilter(
        input.path("startTime").asLong(),
        input.path("endTime").asLong(Long.MAX_VALUE),
        TERM.matcher(pattern).results().map(LogFilter::term).toList(),
        input.path("limit").asInt(10_000),
        input.path("nextToken").asInt(),
        input.path("logStreamNames").path(0).asText("all"));
  }

  JsonNode apply(List<String> lines) {
    List<ObjectNode> events = new ArrayList<>();
    long time =
        lines.stream().mapToLong(line -> time(line, 0)).filter(t -> t > 0).min().orElse(start);
    for (String line : lines) {
      time = time(line, time);
      if (time >= start && time <= end && terms.stream().allMatch(line::contains)) {
        events.add(
            Json.object().put("logStreamName", stream).put("timestamp", time).put("message", line));
      }
    }
    int last = Math.min(events.size(), first + limit);
    return Json.object()
        .put("nextToken", last < events.size() ? Integer.toString(last) : null)
        .set("events", Json.array(events.subList(Math.min(first, last), last), event -> event));
  }

  /** The time of a line, which only JSON has; that of the line before if it has none. */
  private static long time(String line, long before) {
    Matcher timestamp = TIMESTAMP.matcher(line);
    return timestamp.find() ? Instant.parse(timestamp.group(1)).toEpochMilli() : before;
  }

  private static String term(MatchResult term) {
    return term.group(1) == null ? term.group(2) : term.group(1);
  }
}
