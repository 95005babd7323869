package io.github.chimeretention.localcloud.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.template.Template;
import java.util.List;

/** The capabilities that a request has to acknowledge because its template has IAM resources. */
final class Capabilities {
  private static final List<String> NAMES =
      List.of("RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName");

  private Capabilities() {}

  static void check(Template target, JsonNode input) {
    List<JsonNode> iam =
        target.resources().values().stream()
            .filter(resource -> resource.type().startsWith("AWS::IAM::"))
            .map(resource -> target.deployment().resource(resource.logicalId()).path("Properties"))
            .toList();
    boolean named = iam.stream().anyMatch(properties -> NAMES.stream().anyMatch(properties::has));
    String required = named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM";
    List<String> given = Json.texts(input.path("Capabilities"));
    if (!iam.isEmpty() && !given.contains(required) && !given.contains("CAPABILITY_NAMED_IAM")) {
      throw new AwsException(
          400, "InsufficientCapabilitiesException", "Requires capabilities : [" + required + "]");
    }
  }
}
