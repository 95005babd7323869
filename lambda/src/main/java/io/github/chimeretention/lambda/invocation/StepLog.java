package io.github.chimeretention.lambda.invocation;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes one JSON line for each step of an event, in Lambda's structured format (<i>AWS Lambda
 * Developer Guide, Using structured JSON format</i>). Thread-safe.
 */
public final class StepLog {
  private final Invocation invocation;
  private final PublicText text;
  private final Map<String, Object> members = new LinkedHashMap<>();

  /** Makes the log of an invocation; each line also contains these members. */
  public StepLog(Invocation invocation, PublicText text, Map<String, Object> members) {
    this.invocation = invocation;
    this.text = text;
    for (Map.Entry<String, Object> member : members.entrySet()) {
      Object value = member.getValue();
      // Only the days by property are sorted; JSON that was read keeps its order.
      this.members.put(
          text.line(member.getKey()),
          value instanceof SortedMap<?, ?> ? value : text.line(String.valueOf(value)));
    }
  }

  /** Logs a step. */
  public void info(String message) {
    write(LogLevel.INFO, message);
  }

  /** Logs a failure. */
  public void error(String message) {
    write(LogLevel.ERROR, message);
  }

  private void write(LogLevel level, String message) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("timestamp", Instant.now().toString());
    line.put("level", level.name());
    line.put("message", text.line(message));
    line.put("AWSRequestId", invocation.awsRequestId());
    members.forEach(line::putIfAbsent);
    try {
      invocation
          .logger()
          .accept((JSON.std.asString(line) + "\n").getBytes(StandardCharsets.UTF_8), level);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
