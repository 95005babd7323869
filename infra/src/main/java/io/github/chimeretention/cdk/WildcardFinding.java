package io.github.chimeretention.cdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;

/** What cdk-nag finds in a policy whose actions take no narrower resource than all. */
final class WildcardFinding {
  private WildcardFinding() {}

  /** Tells cdk-nag why the policy has a wildcard, in the form that its rules read. */
  static void suppress(CfnResource policy, String reason) {
    // Ordered, so that every synthesis writes the same template.
    Map<String, Object> suppression = new LinkedHashMap<>();
    suppression.put("id", "AwsSolutions-IAM5");
    suppression.put("reason", reason);
    suppression.put("applies_to", List.of("Resource::*"));
    policy.addMetadata("cdk_nag", Map.of("rules_to_suppress", List.of(suppression)));
  }
}
