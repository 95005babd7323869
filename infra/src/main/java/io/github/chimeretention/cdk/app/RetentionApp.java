package io.github.chimeretention.cdk.app;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** Declares one stack with the retention settings in the app's context. */
public final class RetentionApp {
  private RetentionApp() {}

  /** Synthesizes the app; an error in the context is one line on stderr and exit code 1. */
  public static void main(String[] args) {
    App app = new App();
    try {
      declare(app);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    app.synth();
  }

  static Stack declare(App app) {
    RetentionContext context = RetentionContext.of(app.getNode().getAllContext());
    Stack stack = new Stack(app, context.stackName());
    // Scopes of their own, so that no name in the context is the id of something else in the stack.
    Construct accounts = new Construct(stack, "accounts");
    context.accounts().forEach((name, account) -> declare(accounts, name, account));
    Construct appInstances = new Construct(stack, "appInstances");
    context.appInstances().forEach((name, appInstance) -> declare(appInstances, name, appInstance));
    return stack;
  }

  private static void declare(Construct scope, String name, AccountContext account) {
    ChimeRetentionSettings.Builder builder =
        ChimeRetentionSettings.Builder.create(scope, name)
            .accountId(account.accountId())
            .removalPolicy(account.removalPolicy());
    if (account.roomRetentionDays() != null) {
      builder.roomRetention(Duration.days(account.roomRetentionDays()));
    }
    if (account.conversationRetentionDays() != null) {
      builder.conversationRetention(Duration.days(account.conversationRetentionDays()));
    }
    builder.build();
  }

  private static void declare(Construct scope, String name, AppInstanceContext appInstance) {
    ChimeAppInstanceRetentionSettings.Builder builder =
        ChimeAppInstanceRetentionSettings.Builder.create(scope, name)
            .appInstanceArn(appInstance.appInstanceArn())
            .removalPolicy(appInstance.removalPolicy());
    if (appInstance.channelRetentionDays() != null) {
      builder.channelRetention(Duration.days(appInstance.channelRetentionDays()));
    }
    builder.build();
  }
}
