package io.github.chimeretention.cdk.app;

/** The aws-cdk-lib that the user's build declares. */
final class CdkLibrary {
  private CdkLibrary() {}

  /** Ends the app with one line on stderr if the build declares none. */
  static void require() {
    try {
      Class.forName("software.amazon.awscdk.App");
    } catch (ClassNotFoundException e) {
      System.err.println(
          "aws-cdk-lib is missing; add software.amazon.awscdk:aws-cdk-lib to the build's dependencies");
      System.exit(1);
    }
  }
}
