package io.github.chimeretention.cdk.internal.function;

import io.github.chimeretention.cdk.internal.Place;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SelectedSubnets;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.constructs.Construct;

/**
 * The subnets of a function.
 *
 * @param areIsolated whether a subnet has no route to the internet
 */
public record FunctionSubnets(boolean areIsolated) {
  /**
   * Selects the subnets. Public ones are rejected, because a function can't reach the internet from
   * them.
   *
   * @param selection null for the CDK's default
   */
  static FunctionSubnets of(IVpc vpc, SubnetSelection selection, Place place) {
    SelectedSubnets selected =
        selection == null ? vpc.selectSubnets() : vpc.selectSubnets(selection);
    if (Boolean.TRUE.equals(selected.getHasPublic())) {
      throw place.mistake(
          "%s selects public subnets, in which a function can't reach the internet; it must select private ones"
              .formatted(selection == null ? "vpc" : "vpcSubnets"));
    }
    List<String> isolated = vpc.getIsolatedSubnets().stream().map(ISubnet::getSubnetId).toList();
    return new FunctionSubnets(selected.getSubnetIds().stream().anyMatch(isolated::contains));
  }

  public void warn(Construct function) {
    if (areIsolated) {
      Annotations.of(function)
          .addWarningV2(
              "chime-retention:isolatedSubnets",
              "The function is in isolated subnets; unless it has another route, it can't reach Amazon Chime");
    }
  }
}
