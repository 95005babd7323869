package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.Deadline.Time;
import io.github.chimeretention.lambda.invocation.Invocation;
import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.retention.DriftFinding;
import io.github.chimeretention.lambda.retention.DriftFinding.DriftStatus;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entry point of the function that checks declared resources for drift. It only reads. Its
 * input is {@code {"Resources": [{"Path", "ResourceType", "ResourceProperties"}, …]}}. If a put of
 * settings caused the invocation, {@code PutBy} names the principal that made it.
 */
public final class RetentionDriftHandler implements RequestStreamHandler {
  /** Limits the time for one resource, so that slow ones leave enough for the others. */
  private static final Duration LONGEST_CHECK = Duration.ofSeconds(20);

  /** Time to write the metrics. */
  private static final Duration METRICS_MARGIN = Duration.ofSeconds(1);

  private final List<RetentionResource> resources;
  private final PublicText text;
  private final Time time;
  private final Clock clock;

  /** Called by Lambda, in the init phase. */
  public RetentionDriftHandler() {
    this(
        RetentionResources.calledBy(RetentionHandler.newHttpClient()),
        System.getenv(),
        Time.SYSTEM,
        Clock.systemUTC());
  }

  RetentionDriftHandler(
      List<RetentionResource> resources, Map<String, String> environment, Time time, Clock clock) {
    this.resources = resources;
    this.text = new PublicText(PublicText.credentials(environment));
    this.time = time;
    this.clock = clock;
  }

  /**
   * Checks each resource and logs the result; writes the metrics and returns them.
   *
   * @throws IOException if the input is invalid; no metrics are written then
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Invocation invocation = Invocation.of(context, time);
    Deadline end = invocation.end().earlierBy(METRICS_MARGIN);
    Map<String, Object> event = JSON.std.mapFrom(input.readAllBytes());
    if (event == null || !(event.get("Resources") instanceof List<?> declared)) {
      throw new IOException("Resources must be the list of declared resources");
    }
    Map<DriftStatus, Integer> counts = new LinkedHashMap<>();
    int left = declared.size();
    for (Object resource : declared) {
      Deadline share = end.within(end.left().dividedBy(left--)).within(LONGEST_CHECK);
      counts.merge(check(resource, event.get("PutBy"), share, invocation), 1, Integer::sum);
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("Drifted", counts.getOrDefault(DriftStatus.DRIFTED, 0));
    metrics.put("InSync", counts.getOrDefault(DriftStatus.IN_SYNC, 0));
    metrics.put("NotChecked", counts.getOrDefault(DriftStatus.NOT_CHECKED, 0));
    output.write(JSON.std.asBytes(metrics));
    if (event.containsKey("PutBy")) {
      // For the alarms, a zero means that the scheduled check of all resources has run.
      metrics.values().removeIf(count -> count.equals(0));
    }
    byte[] line = embedded(metrics, context.getFunctionName());
    invocation.logger().accept(line, LogLevel.UNDEFINED);
  }

  @SuppressWarnings("unchecked") // A JSON object's keys are text.
  private DriftStatus check(Object resource, Object putBy, Deadline deadline, Invocation invocation)
      throws IOException {
    Map<String, Object> declared =
        resource instanceof Map<?, ?> object ? (Map<String, Object>) object : Map.of();
    Map<String, Object> properties =
        declared.get("ResourceProperties") instanceof Map<?, ?> object
            ? (Map<String, Object>) object
            : Map.of();
    DriftFinding finding;
    try {
      finding =
          DriftFinding.of(
              declared.get("ResourceType"), properties, resources, deadline, LocalDate.now(clock));
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted while reading the settings");
    }
    Map<String, Object> members = new LinkedHashMap<>(declared);
    // Log each property as a separate member, so that queries find identities.
    members.remove("ResourceProperties");
    properties.forEach(members::putIfAbsent);
    members.putAll(finding.evidence());
    members.put("DriftStatus", finding.status());
    if (putBy != null) {
      members.put("PutBy", putBy);
    }
    StepLog log = new StepLog(invocation, text, members);
    if (finding.status() == DriftStatus.IN_SYNC) {
      log.info(finding.message());
    } else {
      log.error(finding.message());
    }
    return finding.status();
  }

  /** Formats metrics for the log (<i>Amazon CloudWatch User Guide, Embedded metric format</i>). */
  private byte[] embedded(Map<String, Object> metrics, String functionName) throws IOException {
    List<Map<String, String>> definitions =
        metrics.keySet().stream().map(name -> Map.of("Name", name, "Unit", "Count")).toList();
    Map<String, Object> line = new LinkedHashMap<>(metrics);
    line.put("FunctionName", functionName);
    String aws =
        """
        {"Timestamp": %d, "CloudWatchMetrics": [
          {"Namespace": "ChimeRetention", "Dimensions": [["FunctionName"]], "Metrics": %s}]}"""
            .formatted(clock.millis(), JSON.std.asString(definitions));
    line.put("_aws", JSON.std.mapFrom(aws));
    return (JSON.std.asString(line) + "\n").getBytes(UTF_8);
  }
}
