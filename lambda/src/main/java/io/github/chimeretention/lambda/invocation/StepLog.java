package io.github.chimeretention.lambda.invocation;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * Writes one JSON line for each step of an event. Thread-safe.
 *
 * <p>A line has the members that Lambda reads from a function's own JSON, and so does not encode
 * again: {@code timestamp}, {@code level}, {@code message} and {@code AWSRequestId} (<i>AWS Lambda
 * Developer Guide, Using structured JSON format</i>).
 */
public final class StepLog {
  private static final int LONGEST_MEMBER = 4000;

  private final LambdaLogger logger;
  private final String awsRequestId;
  private final Map<String, String> members;

  /** Makes the log of one invocation. */
  public StepLog(LambdaLogger logger, String awsRequestId) {
    this(logger, awsRequestId, Map.of());
  }

  /** Makes a log that writes its lines to nowhere. */
  public static StepLog silent() {
    return new StepLog(new Silence(), "");
  }

  private StepLog(LambdaLogger logger, String awsRequestId, Map<String, String> members) {
    this.logger = logger;
    this.awsRequestId = awsRequestId;
    this.members = members;
  }

  /** Returns a log whose lines carry these members too. A null value is left out. */
  public StepLog with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(members);
    for (Map.Entry<String, String> member : more.entrySet()) {
      if (member.getValue() != null) {
        all.put(member.getKey(), member.getValue());
      }
    }
    return new StepLog(logger, awsRequestId, all);
  }

  public void info(String message) {
    write(LogLevel.INFO, message);
  }

  public void warn(String message) {
    write(LogLevel.WARN, message);
  }

  public void error(String message) {
    write(LogLevel.ERROR, message);
  }

  private void write(LogLevel level, String message) {
    try (JsonWriter json = JsonWriter.create()) {
      json.writeStartObject();
      member(json, "timestamp", Instant.now().toString());
      member(json, "level", level.name());
      member(json, "AWSRequestId", awsRequestId);
      member(json, "message", message);
      for (Map.Entry<String, String> each : members.entrySet()) {
        member(json, each.getKey(), each.getValue());
      }
      json.writeEndObject();
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      line.writeBytes(json.getBytes());
      line.write('\n');
      logger.log(line.toByteArray(), level);
    }
  }

  private static final class Silence implements LambdaLogger {
    @Override
    public void log(String message) {}

    @Override
    public void log(byte[] message) {}
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_MEMBER ? value : value.substring(0, LONGEST_MEMBER) + "…";
  }

  private static void member(JsonWriter json, String name, String value) {
    json.writeFieldName(name).writeValue(shortened(value));
  }
}
