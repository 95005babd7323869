package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/**
 * What CloudFormation itself defines for a stack.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html">
 *     Pseudo parameters reference</a>
 */
record PseudoParameters(StackIdentity stack) {
  static final String PARTITION = "aws";

  /** A missing node, as AWS documents for NoValue, removes the property that it stands for. */
  Map<String, JsonNode> values() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return Map.of(
        "AWS::AccountId", json.textNode(stack.account()),
        "AWS::NoValue", MissingNode.getInstance(),
        "AWS::NotificationARNs", json.arrayNode(),
        "AWS::Partition", json.textNode(PARTITION),
        "AWS::Region", json.textNode(stack.region()),
        "AWS::StackId", json.textNode(stack.stackId()),
        "AWS::StackName", json.textNode(stack.stackName()),
        "AWS::URLSuffix", json.textNode("amazonaws.com"));
  }
}
