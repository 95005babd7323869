package io.github.chimeretention.cdk.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;

/** A finding of cdk-nag on a policy that can't be narrower. */
public enum NagFinding {
  /** Actions that can't be limited to a resource. */
  WILDCARD("AwsSolutions-IAM5", "Resource::*"),

  /** AWS's managed policy for a function in a VPC. */
  VPC_POLICY(
      "AwsSolutions-IAM4",
      "Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole");

  private final String rule;
  private final String finding;

  NagFinding(String rule, String finding) {
    this.rule = rule;
    this.finding = finding;
  }

  /** Adds the reason for cdk-nag, in the forms that versions 2 and 3 read. */
  public void suppress(CfnResource resource, String reason) {
    // Ordered, so that every synthesis writes the same template.
    Map<String, Object> suppression = new LinkedHashMap<>();
    suppression.put("id", rule);
    suppression.put("reason", reason);
    suppression.put("applies_to", List.of(finding));
    resource.addMetadata("cdk_nag", Map.of("rules_to_suppress", List.of(suppression)));
    resource
        .getNode()
        .addMetadata(
            "aws:cdk:acknowledged-rules", Map.of("%s[%s]".formatted(rule, finding), reason));
  }
}
