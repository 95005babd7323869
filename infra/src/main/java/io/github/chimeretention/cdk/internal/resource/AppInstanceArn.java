package io.github.chimeretention.cdk.internal.resource;

import io.github.chimeretention.cdk.internal.Partition;
import io.github.chimeretention.cdk.internal.Place;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The region and the AWS account in an app instance's ARN. */
public record AppInstanceArn(String region, String account) {
  /** The form of the ARN, as a regular expression for Java and for AWS CloudFormation. */
  public static final String PATTERN =
      "arn:aws:chime:[a-z]{2,5}(-[a-z]+){1,3}-[0-9]{1,2}:[0-9]{12}:app-instance/[A-Za-z0-9_-]{1,256}";

  /** The form of the ARN, for messages. */
  public static final String FORM = "arn:aws:chime:<region>:<12-digit account>:app-instance/<id>";

  // https://docs.aws.amazon.com/chime-sdk/latest/dg/sdk-available-regions.html, messaging
  private static final List<String> KNOWN_REGIONS = List.of("eu-central-1", "us-east-1");

  private static final Pattern PARTS =
      Pattern.compile(
          "arn:(?<partition>[a-z-]+):chime:(?<region>[a-z0-9-]+):(?<account>[0-9]+):.*");

  /** Parses an ARN; rejects a malformed one, and one outside the partition aws. */
  public static AppInstanceArn of(String arn, Place place) {
    Matcher parts = PARTS.matcher(arn);
    if (parts.matches() && !parts.group("partition").equals(Partition.NAME)) {
      throw place.mistake(
          "appInstanceArn is in the partition %s; it must be in the partition %s, the only one with app instances"
              .formatted(parts.group("partition"), Partition.NAME));
    }
    if (!parts.matches() || !arn.matches(PATTERN)) {
      throw place.mistake(
          "appInstanceArn is %s; it must be %s, or a token"
              .formatted(arn.replaceAll("\\R", " "), FORM));
    }
    AppInstanceArn parsed = new AppInstanceArn(parts.group("region"), parts.group("account"));
    // Looking up a region is a call to the CDK's process.
    String partition = parsed.isRegionKnown() ? null : Partition.ofRegion(parsed.region);
    if (partition != null && !partition.equals(Partition.NAME)) {
      throw place.mistake(
          "appInstanceArn is in the region %s of the partition %s; it must be in a region of the partition %s"
              .formatted(parsed.region, partition, Partition.NAME));
    }
    return parsed;
  }

  /** Whether the region is known to host app instances. */
  public boolean isRegionKnown() {
    return KNOWN_REGIONS.contains(region);
  }

  public String unknownRegion() {
    return "appInstanceArn is in the region %s, which is not known to host app instances; known are %s"
        .formatted(region, String.join(", ", KNOWN_REGIONS));
  }
}
