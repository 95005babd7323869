package io.github.chimeretention.cdk.internal;

import software.amazon.awscdk.Token;

/** A string whose value is known only at deployment. */
public final class StringToken {
  private StringToken() {}

  /**
   * Returns whether a string contains a token. The CDK, which runs in another process, is called
   * only for strings with the start of a token's marker.
   */
  public static boolean isIn(String value) {
    return value.contains("${") && Token.isUnresolved(value);
  }
}
