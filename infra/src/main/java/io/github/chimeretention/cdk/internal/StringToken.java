package io.github.chimeretention.cdk.internal;

import software.amazon.awscdk.Token;

/** A string whose value is known only at deployment. */
public final class StringToken {
  private StringToken() {}

  /**
   * Returns whether a string has a token in it. One without the beginning of a token's marker need
   * not be shown to the CDK, which runs in another process.
   */
  public static boolean isIn(String value) {
    return value.contains("${") && Token.isUnresolved(value);
  }
}
