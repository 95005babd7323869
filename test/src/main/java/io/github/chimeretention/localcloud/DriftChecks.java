package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.localcloud.aws.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The checks for drift that Amazon EventBridge Scheduler makes when they are due, made now. The
 * lines are the JSON that each logged, by the name of its function; the errors are those of checks
 * that the scheduler was not allowed to start.
 */
record DriftChecks(Map<String, List<JsonNode>> lines, List<String> errors) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static DriftChecks run(LocalCloud cloud) {
    Map<String, List<JsonNode>> lines = new TreeMap<>();
    List<String> errors = new ArrayList<>();
    for (var schedule : cloud.cloudFormation().declared("AWS::Scheduler::Schedule")) {
      JsonNode target = schedule.properties().path("Target");
      String function = target.path("Arn").asText();
      try {
        cloud.iam().checkSchedule(target.path("RoleArn").asText(), function);
      } catch (AwsException e) {
        errors.add(e.getMessage());
        continue;
      }
      lines.put(
          function.substring(function.lastIndexOf(':') + 1),
          cloud.lambda().run(function, target.path("Input").asText()).stream()
              .map(DriftChecks::read)
              .filter(JsonNode::isObject)
              .toList());
    }
    return new DriftChecks(lines, errors);
  }

  /** What was found of each resource. */
  List<JsonNode> findings() {
    return with("DriftStatus").toList();
  }

  /** The sum of a metric, which a line has in CloudWatch's embedded metric format. */
  int sum(String metric) {
    return with("_aws").mapToInt(line -> line.path(metric).asInt()).sum();
  }

  /** Whether there are checks, and each has come to its end and found all in sync. */
  boolean allInSync() {
    return errors.isEmpty()
        && failed().isEmpty()
        && sum("InSync") > 0
        && sum("Drifted") + sum("NotChecked") == 0;
  }

  /** For people. */
  @Override
  public String toString() {
    if (lines.isEmpty() && errors.isEmpty()) {
      return "There is nothing to check: no drift monitor is deployed. Declare one, such as"
          + " \"drift\": {} in the context chime-retention of cdk.json, and deploy.";
    }
    String sums =
        "Drifted: %d, in sync: %d, not checked: %d"
            .formatted(sum("Drifted"), sum("InSync"), sum("NotChecked"));
    return Stream.of(
            findings().stream().map(DriftChecks::text),
            errors.stream().map("The check can't be started: "::concat),
            failed().stream().map("The check failed; its function's log says why: "::concat),
            Stream.of(sums))
        .flatMap(text -> text)
        .collect(Collectors.joining("\n"));
  }

  private static String text(JsonNode finding) {
    return "%-11s  %s: %s"
        .formatted(
            finding.path("DriftStatus").asText(),
            finding.path("Path").asText(),
            finding.path("message").asText());
  }

  /** The functions whose check came to no end: they have not written their metrics. */
  private List<String> failed() {
    return lines.entrySet().stream()
        .filter(check -> check.getValue().stream().noneMatch(line -> line.has("_aws")))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Stream<JsonNode> with(String member) {
    return lines.values().stream().flatMap(List::stream).filter(line -> line.has(member));
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      // Lambda's own lines are plain text.
      return JSON.missingNode();
    }
  }
}
