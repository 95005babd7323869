package io.github.chimeretention.cdk.internal.permission;

import io.github.chimeretention.cdk.internal.StringToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What the settings of a resource belong to: an account or an app instance.
 *
 * @param property the resource's property that holds it
 * @param option the builder's name of it
 * @param canonical the form in which two spellings of the same identity are equal
 * @param permission the actions on it
 */
public record Identity(
    String property,
    String option,
    String value,
    String canonical,
    RetentionPermission permission) {

  /** Whether it is known at deployment only. */
  public boolean isToken() {
    return StringToken.isIn(value);
  }

  /** The IAM resource that the actions are allowed on. */
  String resource() {
    return permission.isByArn() ? value : "*";
  }

  /**
   * The pattern by which Amazon EventBridge matches the identity in an event of AWS CloudTrail,
   * which has it as it was sent.
   */
  public Object match() {
    return permission.isByArn() ? value : Map.of("equals-ignore-case", value);
  }

  /** The region that the service is called in, or null if that is known at deployment only. */
  public String region() {
    if (!permission.isByArn()) {
      return "us-east-1";
    }
    return isToken() ? null : value.split(":", -1)[3];
  }

  /**
   * The ID of the resource in the template, which follows from the identity alone: another place in
   * the construct tree must not make another resource of it, whose predecessor's deletion would
   * turn retention off.
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
