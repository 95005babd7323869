package io.github.chimeretention.bench;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
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
 * A CDK app with the retention settings of many accounts or app instances; prints how long their
 * constructs took.
 */
final class SynthApp {
  /** The resource type of {@link AwsCustomResource}. */
  static final String AWS_CUSTOM_RESOURCE = "Custom::AWS";

  static final String RETENTION_SETTINGS = "Custom::ChimeRetentionSettings";
  static final String APP_INSTANCE = "Custom::ChimeAppInstanceRetentionSettings";
  static final String STACK = "bench";

  /** Starts the line with the milliseconds that the constructs took. */
  static final String CONSTRUCT = "construct ";

  private SynthApp() {}

  /**
   * Synthesizes one stack, even with more resources than CloudFormation allows.
   *
   * @param arguments the resource type, the number of resources, and the output folder
   */
  public static void main(String[] arguments) {
    App app =
        new App(
            AppProps.builder()
                .outdir(arguments[2])
                .analyticsReporting(false)
                .context(Map.of("@aws-cdk/core:stackResourceLimit", 0))
                .build());
    long start = System.nanoTime();
    Stack stack = new Stack(app, STACK);
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      declare(stack, arguments[0], i);
    }
    long constructed = System.nanoTime();
    app.synth();
    System.out.println(CONSTRUCT + TimeUnit.NANOSECONDS.toMillis(constructed - start));
  }

  private static void declare(Stack stack, String type, int number) {
    String id = "Retention" + number;
    String account = String.format(Locale.ROOT, "12345678-1234-1234-1234-%012d", number);
    String appInstanceArn = "arn:aws:chime:us-east-1:123456789012:app-instance/" + account;
    switch (type) {
      case RETENTION_SETTINGS ->
          ChimeRetentionSettings.Builder.create(stack, id)
              .accountId(account)
              .roomRetention(Duration.days(365))
              .conversationRetention(Duration.days(90))
              .build();
      case APP_INSTANCE ->
          ChimeAppInstanceRetentionSettings.Builder.create(stack, id)
              .appInstanceArn(appInstanceArn)
              .channelRetention(Duration.days(365))
              .build();
      default -> declareCalls(stack, id, appInstanceArn);
    }
  }

  /** The equivalent without a handler: calls that put the days and, on Delete, turn them off. */
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
}
