package io.github.chimeretention.cdk.app;

import java.io.IOException;

/** Starts the app. No signature here uses aws-cdk-lib, which may be missing from the build. */
public final class Main {
  private Main() {}

  /** Runs {@link RetentionApp}; without aws-cdk-lib, prints one line and exits with code 1. */
  public static void main(String[] args) throws IOException {
    try {
      Class.forName("software.amazon.awscdk.App");
    } catch (ClassNotFoundException e) {
      System.err.println(
          "aws-cdk-lib is missing; add software.amazon.awscdk:aws-cdk-lib to the build's dependencies");
      System.exit(1);
    }
    RetentionApp.main(args);
  }
}
