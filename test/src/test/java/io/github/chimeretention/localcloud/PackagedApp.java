package io.github.chimeretention.localcloud;

import io.github.chimeretention.cdk.ChimeRetentionSettings;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/** An app of one resource, for the packages that {@link PackagedAppIT} makes of it. */
final class PackagedApp {
  private PackagedApp() {}

  public static void main(String[] args) {
    App app = new App();
    ChimeRetentionSettings.Builder.create(new Stack(app, "Packaged"), "Account")
        .accountId("12345678-1234-1234-1234-123456789012")
        .roomRetention(Duration.days(365))
        .build();
    app.synth();
  }
}
