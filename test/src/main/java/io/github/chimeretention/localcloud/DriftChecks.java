package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The checks for drift that Amazon EventBridge Scheduler would make when they are due. */
record DriftChecks(LocalCloud cloud) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Makes each check that a stack schedules now, and gives the lines of JSON that it logs. */
  List<JsonNode> run() {
    List<JsonNode> lines = new ArrayList<>();
    cloud
        .cloudFormation()
        .declared("AWS::Scheduler::Schedule")
        .forEach(
            schedule -> {
              JsonNode target = schedule.properties().path("Target");
              String function = target.path("Arn").asText();
              cloud.lambda().run(function, target.path("Input").asText()).stream()
                  .map(DriftChecks::read)
                  .filter(JsonNode::isObject)
                  .forEach(lines::add);
            });
    return lines;
  }

  /** What a check found of each resource, for people, and the counts of all checks. */
  static String table(List<JsonNode> lines) {
    List<String> table = new ArrayList<>();
    for (JsonNode line : lines) {
      if (line.has("DriftStatus")) {
        table.add(
            "%-11s  %s: %s"
                .formatted(
                    line.path("DriftStatus").asText(),
                    line.path("Path").asText(),
                    line.path("message").asText()));
      }
    }
    table.add(
        "Drifted: %d, in sync: %d, not checked: %d"
            .formatted(sum(lines, "Drifted"), sum(lines, "InSync"), sum(lines, "NotChecked")));
    return String.join("\n", table);
  }

  /** A metric, which a line has in CloudWatch's embedded metric format. */
  static int sum(List<JsonNode> lines, String metric) {
    return lines.stream()
        .filter(line -> line.has("_aws"))
        .mapToInt(line -> line.path(metric).asInt())
        .sum();
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
