package io.github.chimeretention.localcloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.iam.Policy.Decision;
import java.util.List;
import java.util.Map;

/** The permissions to invoke functions that stacks declare as {@code AWS::Lambda::Permission}. */
public record Permissions(List<JsonNode> permissions) {
  /** Whether a service may invoke a function for a source. */
  public boolean allow(String functionArn, String service, Map<String, String> source) {
    List<Policy> policies =
        permissions.stream()
            .filter(one -> functionArn.endsWith(one.path("FunctionName").asText()))
            .map(Permissions::policy)
            .toList();
    Access invoke = new Access("lambda:InvokeFunction", "", source);
    return Policy.decide(policies, service, invoke) == Decision.ALLOWED;
  }

  /** The policy that Lambda creates for a permission of a source in an account. */
  private static Policy policy(JsonNode permission) {
    ObjectNode statement = Json.object().put("Effect", "Allow");
    statement.set("Action", permission.get("Action"));
    statement.set("Principal", Json.object().set("Service", permission.get("Principal")));
    ObjectNode condition = statement.putObject("Condition");
    condition.putObject("StringEquals").set("aws:SourceAccount", permission.get("SourceAccount"));
    condition.putObject("ArnLike").set("aws:SourceArn", permission.get("SourceArn"));
    return Policy.of(Json.object().set("Statement", statement));
  }
}
