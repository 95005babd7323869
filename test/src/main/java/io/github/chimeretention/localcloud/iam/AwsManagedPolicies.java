package io.github.chimeretention.localcloud.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** The policies that AWS maintains for the roles of functions. */
final class AwsManagedPolicies {
  private static final String ARN = "arn:aws:iam::aws:policy/service-role/";

  private static final List<String> LOGS =
      List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");

  private static final List<String> NETWORK_INTERFACES =
      List.of(
          "ec2:CreateNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:DeleteNetworkInterface",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses");

  private static final Map<String, Policy> BY_ARN =
      Map.of(
          ARN + "AWSLambdaBasicExecutionRole",
          allow(LOGS.stream()),
          ARN + "AWSLambdaVPCAccessExecutionRole",
          allow(Stream.concat(LOGS.stream(), NETWORK_INTERFACES.stream())));

  private AwsManagedPolicies() {}

  static Optional<Policy> find(String arn) {
    return Optional.ofNullable(BY_ARN.get(arn));
  }

  private static Policy allow(Stream<String> actions) {
    IamStatement.Builder statement = IamStatement.builder().effect(IamEffect.ALLOW);
    actions.forEach(statement::addAction);
    return new Policy(List.of(statement.addResource("*").build()));
  }
}
