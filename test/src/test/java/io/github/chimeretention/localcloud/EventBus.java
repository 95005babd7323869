package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.localcloud.cloudformation.CloudFormation.DeclaredResource;
import io.github.chimeretention.localcloud.iam.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.Ruler;

/** The default event bus of Amazon EventBridge. Rules are matched by AWS's own library. */
record EventBus(LocalCloud cloud) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The source of permissions; the rules' names don't matter. */
  private static final String RULE = "arn:aws:events:us-east-1:111122223333:rule/";

  /** Delivers an event, and returns the log lines of the functions that its rules may invoke. */
  List<String> deliver(String event) throws Exception {
    List<String> lines = new ArrayList<>();
    for (var rule : cloud.cloudFormation().declared("AWS::Events::Rule")) {
      if (Ruler.matchesRule(event, rule.properties().path("EventPattern").toString())) {
        for (JsonNode target : rule.properties().path("Targets")) {
          String function = target.path("Arn").asText();
          Map<String, String> source =
              Map.of(
                  "aws:SourceArn",
                  RULE + rule.constructPath().replaceFirst(".*/", ""),
                  "aws:SourceAccount",
                  JSON.readTree(event).path("account").asText());
          if (!permissions().allow(function, "events.amazonaws.com", source)) {
            continue;
          }
          String input = input(target.path("InputTransformer"), JSON.readTree(event));
          lines.addAll(cloud.lambda().run(function, input));
        }
      }
    }
    return lines;
  }

  private Permissions permissions() {
    return new Permissions(
        cloud.cloudFormation().declared("AWS::Lambda::Permission").stream()
            .map(DeclaredResource::properties)
            .toList());
  }

  /** Replaces the rules' variables in texts; a variable without a value becomes empty. */
  private static String input(JsonNode transformer, JsonNode event) {
    String input = transformer.path("InputTemplate").asText();
    for (Map.Entry<String, JsonNode> variable : transformer.path("InputPathsMap").properties()) {
      String pointer = variable.getValue().asText().replace("$", "").replace('.', '/');
      input = input.replace("<" + variable.getKey() + ">", event.at(pointer).asText());
    }
    return input;
  }
}
