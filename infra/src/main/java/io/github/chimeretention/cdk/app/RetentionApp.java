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
    ChimeRetentionSettings.Builder.create(scope, name)
        .accountId(account.accountId())
        .roomRetention(days(account.roomRetentionDays()))
        .conversationRetention(days(account.conversationRetentionDays()))
        .removalPolicy(account.removalPolicy())
        .build();
  }

  private static void declare(Construct scope, String name, AppInstanceContext appInstance) {
    ChimeAppInstanceRetentionSettings.Builder.create(scope, name)
        .appInstanceArn(appInstance.appInstanceArn())
        .channelRetention(days(appInstance.channelRetentionDays()))
        .removalPolicy(appInstance.removalPolicy())
        .build();
  }

  private static Duration days(Integer days) {
    return days == null ? null : Duration.days(days);
  }
}
