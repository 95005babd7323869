package io.github.chimeretention.bench;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.customresources.SdkCallsPolicyOptions;

/**
 * A CDK app that declares the retention settings of so many accounts or app instances, and says how
 * long it took.
 */
final class SynthApp {
  /** The resource type of {@link AwsCustomResource}. */
  static final String AWS_CUSTOM_RESOURCE = "Custom::AWS";

  static final String RETENTION_SETTINGS = "Custom::ChimeRetentionSettings";
  static final String APP_INSTANCE = "Custom::ChimeAppInstanceRetentionSettings";

  private SynthApp() {}

  /**
   * Synthesizes.
   *
   * @param arguments the resource type, how many, where to, and {@code limited} to keep to the
   *     number of resources that CloudFormation takes
   */
  public static void main(String[] arguments) {
    App app =
        new App(
            AppProps.builder()
                .outdir(arguments[2])
                .analyticsReporting(false)
                .context(
                    arguments[3].equals("limited")
                        ? Map.of()
                        : Map.of("@aws-cdk/core:stackResourceLimit", 0))
                .build());
    long start = System.nanoTime();
    Stack stack = new Stack(app, "bench");
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      String account = String.format(Locale.ROOT, "12345678-1234-1234-1234-%012d", i);
      String appInstanceArn = "arn:aws:chime:us-east-1:123456789012:app-instance/" + account;
      switch (arguments[0]) {
        case RETENTION_SETTINGS -> declare(stack, "Retention" + i, account);
        case APP_INSTANCE -> declareAppInstance(stack, "Retention" + i, appInstanceArn);
        default -> declareCalls(stack, "Retention" + i, appInstanceArn);
      }
    }
    long constructed = System.nanoTime();
    app.synth();
    System.out.println("construct " + TimeUnit.NANOSECONDS.toMillis(constructed - start));
  }

  private static void declare(Stack stack, String id, String account) {
    ChimeRetentionSettings.Builder.create(stack, id)
        .accountId(account)
        .roomRetention(Duration.days(365))
        .conversationRetention(Duration.days(90))
        .build();
  }

  private static void declareAppInstance(Stack stack, String id, String appInstanceArn) {
    ChimeAppInstanceRetentionSettings.Builder.create(stack, id)
        .appInstanceArn(appInstanceArn)
        .channelRetention(Duration.days(365))
        .build();
  }

  /** The equivalent without a handler of one's own: the days are put, and on delete cleared. */
  private static void declareCalls(Stack stack, String id, String appInstanceArn) {
    AwsSdkCall put = call(appInstanceArn, Map.of("RetentionDays", 365));
    AwsCustomResource.Builder.create(stack, id)
        .onCreate(put)
        .onUpdate(put)
        .onDelete(call(appInstanceArn, Map.of()))
        .installLatestAwsSdk(false)
        .policy(
            AwsCustomResourcePolicy.fromSdkCalls(
                SdkCallsPolicyOptions.builder()
                    .resources(AwsCustomResourcePolicy.ANY_RESOURCE)
                    .build()))
        .build();
  }

  private static AwsSdkCall call(String appInstanceArn, Map<String, Object> channel) {
    return AwsSdkCall.builder()
        .service("chime-sdk-identity")
        .action("PutAppInstanceRetentionSettings")
        .region("us-east-1")
        .parameters(
            Map.of(
                "AppInstanceArn",
                appInstanceArn,
                "AppInstanceRetentionSettings",
                Map.of("ChannelRetentionSettings", channel)))
        .physicalResourceId(PhysicalResourceId.of(appInstanceArn))
        .build();
  }

  /** The command that runs this app. */
  static List<String> command(String type, int count, String outdir, boolean limited) {
    return List.of(
        System.getProperty("java.home") + "/bin/java",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        SynthApp.class.getName(),
        type,
        Integer.toString(count),
        outdir,
        limited ? "limited" : "unlimited");
  }
}
