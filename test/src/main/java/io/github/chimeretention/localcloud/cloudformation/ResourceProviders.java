package io.github.chimeretention.localcloud.cloudformation;

import java.util.Map;
import java.util.Set;

/**
 * Finds the provider of a resource type.
 *
 * @param providers by type
 */
record ResourceProviders(
    Map<String, ResourceProvider> providers, ResourceProvider customResources) {
  /** Types that nothing in the local cloud depends on: that they were declared is all there is. */
  private static final Set<String> RECORDED =
      Set.of(
          "AWS::CDK::Metadata",
          "AWS::CloudFormation::WaitConditionHandle",
          "AWS::CloudWatch::Alarm",
          "AWS::CloudWatch::Dashboard",
          "AWS::EC2::SecurityGroup",
          "AWS::EC2::SecurityGroupEgress",
          "AWS::Events::Rule",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Key",
          "AWS::Lambda::Permission",
          "AWS::Logs::LogGroup",
          "AWS::SNS::Topic",
          "AWS::Scheduler::Schedule");

  ResourceProvider of(String type) {
    if (type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource")) {
      return customResources;
    }
    if (providers.containsKey(type)) {
      return providers.get(type);
    }
    if (RECORDED.contains(type)) {
      return new RecordedResourceProvider();
    }
    throw new StackException("The local cloud has no resource type " + type);
  }
}
