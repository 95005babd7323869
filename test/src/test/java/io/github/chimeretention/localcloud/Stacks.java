package io.github.chimeretention.localcloud;

import io.github.chimeretention.cdk.ChimeRetentionSettings;
import io.github.chimeretention.localcloud.cloudformation.CloudAssembly;
import io.github.chimeretention.localcloud.cloudformation.StackSource;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;

/** Synthesizes stacks of the real constructs. */
final class Stacks {
  static final String NAME = "Retention";

  private final Path folder;
  private final AtomicInteger synths = new AtomicInteger();

  Stacks(Path folder) {
    this.folder = folder;
  }

  StackSource synth(Consumer<Stack> declare) {
    Path output = folder.resolve("cdk.out." + synths.incrementAndGet());
    App app = new App(AppProps.builder().outdir(output.toString()).build());
    Stack stack = new Stack(app, NAME);
    declare.accept(stack);
    app.synth();
    return CloudAssembly.readStacks(output).get(0);
  }

  static Consumer<Stack> account(String id, int rooms) {
    return stack -> declare(stack, id, rooms);
  }

  /** Declares an account with its attributes as outputs. */
  static ChimeRetentionSettings declare(Stack stack, String id, int rooms) {
    ChimeRetentionSettings settings =
        ChimeRetentionSettings.Builder.create(stack, "Settings")
            .accountId(id)
            .roomRetention(Duration.days(rooms))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    output(stack, "Rooms", settings.getRoomRetentionDays());
    output(stack, "Conversations", settings.getConversationRetentionDays());
    output(stack, "DeletedFrom", settings.getInitiateDeletionTimestamp());
    return settings;
  }

  /** Declares a resource that CloudFormation can't create, after another. */
  static void failing(Stack stack, ChimeRetentionSettings after) {
    CfnResource broken =
        CfnResource.Builder.create(stack, "Broken").type("Broken::Does::NotExist").build();
    broken.getNode().addDependency(after);
  }

  private static void output(Stack stack, String name, String value) {
    CfnOutput.Builder.create(stack, name).value(value).build();
  }
}
