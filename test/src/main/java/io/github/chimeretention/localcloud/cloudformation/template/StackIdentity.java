package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.UUID;

/** A stack's name, its id and its region. */
public record StackIdentity(String stackName, String stackId, String region) {
  private static final String PARTITION = "aws";

  public static StackIdentity create(String stackName, String account, String region) {
    String stackId =
        "arn:%s:cloudformation:%s:%s:stack/%s/%s"
            .formatted(PARTITION, region, account, stackName, UUID.randomUUID());
    return new StackIdentity(stackName, stackId, region);
  }

  public String account() {
    return stackId.split(":", -1)[4];
  }

  public String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(PARTITION, service, region, account(), resource);
  }

  /** A name or an ID as CloudFormation generates it. */
  public String generateName(String logicalId) {
    String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    String name = stackName + "-" + logicalId;
    return name.substring(0, Math.min(name.length(), 51)) + "-" + random;
  }

  /** AWS's pseudo parameters. NoValue is a missing node, which removes a property. */
  Map<String, JsonNode> pseudoParameters() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return Map.of(
        "AWS::AccountId", json.textNode(account()),
        "AWS::NoValue", MissingNode.getInstance(),
        "AWS::NotificationARNs", json.arrayNode(),
        "AWS::Partition", json.textNode(PARTITION),
        "AWS::Region", json.textNode(region),
        "AWS::StackId", json.textNode(stackId),
        "AWS::StackName", json.textNode(stackName),
        "AWS::URLSuffix", json.textNode("amazonaws.com"));
  }
}
