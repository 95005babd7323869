package io.github.chimeretention.cdk.internal.permission;

import io.github.chimeretention.cdk.internal.StringToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The account or app instance that the settings of a resource belong to.
 *
 * @param property the resource's property that holds it
 * @param option its name in the builder
 * @param canonical the same for all spellings of the identity
 * @param permission the actions on it
 */
public record Identity(
    String property,
    String option,
    String value,
    String canonical,
    RetentionPermission permission) {

  /** Whether it is known only at deployment. */
  public boolean isToken() {
    return StringToken.isIn(value);
  }

  /** The IAM resource for the actions. */
  String resource() {
    return permission.isByArn() ? value : "*";
  }

  /**
   * The pattern with which Amazon EventBridge matches the identity in a CloudTrail event, where it
   * has the caller's spelling.
   */
  public Object match() {
    return permission.isByArn() ? value : Map.of("equals-ignore-case", value);
  }

  /** The region in which the service is called, or null if it is known only at deployment. */
  public String region() {
    if (!permission.isByArn()) {
      return "us-east-1";
    }
    return isToken() ? null : value.split(":", -1)[3];
  }

  /**
   * The ID of the resource in the template. It depends on the identity alone: with another ID after
   * a move in the construct tree, CloudFormation would delete the former resource, which turns
   * retention off.
   */
  public String logicalId(String resourceType) {
    return resourceType.replace("Custom::", "") + hash(resourceType + " " + canonical, 8);
  }

  /** The first bytes of a text's SHA-256 in hexadecimal. */
  public static String hash(String text, int bytes) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
