package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of the scheduled drift checks, run now.
 *
 * @param lines the JSON that the functions logged
 * @param errors the errors of checks that the scheduler couldn't start, or that didn't complete
 */
record DriftChecks(List<JsonNode> lines, List<String> errors) {
  static DriftChecks run(LocalCloud cloud) {
    List<JsonNode> lines = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (var schedule : cloud.cloudFormation().declared("AWS::Scheduler::Schedule")) {
      JsonNode target = schedule.properties().path("Target");
      String function = target.path("Arn").asText();
      try {
        cloud.iam().checkSchedule(target.path("RoleArn").asText(), function);
      } catch (AwsException e) {
        errors.add("The check can't be started: " + e.getMessage());
        continue;
      }
      // Lambda's own lines are plain text.
      List<JsonNode> logged =
          cloud.lambda().run(function, target.path("Input").asText()).stream()
              .filter(line -> line.startsWith("{"))
              .map(Json::parse)
              .toList();
      if (logged.stream().noneMatch(line -> line.has("_aws"))) {
        errors.add("The check failed; its function's log has the reason: " + function);
      }
      lines.addAll(logged);
    }
    return new DriftChecks(lines, errors);
  }

  /** The result for each resource. */
  List<JsonNode> findings() {
    return with("DriftStatus").toList();
  }

  /** The sum of a metric in CloudWatch's embedded metric format. */
  int sum(String metric) {
    return with("_aws").mapToInt(line -> line.path(metric).asInt()).sum();
  }

  /** Whether there are checks, and all of them completed and found all resources in sync. */
  boolean allInSync() {
    return errors.isEmpty() && sum("InSync") > 0 && sum("Drifted") + sum("NotChecked") == 0;
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
    Stream<String> findings = findings().stream().map(DriftChecks::text);
    return Stream.of(findings, errors.stream(), Stream.of(sums))
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

  private Stream<JsonNode> with(String member) {
    return lines.stream().filter(line -> line.has(member));
  }
}
