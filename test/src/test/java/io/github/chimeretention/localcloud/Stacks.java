package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.cloudformation.CloudAssembly;
import io.github.chimeretention.localcloud.cloudformation.StackSource;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

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

  /** Declares settings with their attributes as outputs. */
  static Construct declare(Stack stack, RetentionType type, String identity, int days) {
    RetentionType.Declared declared =
        type.declare(stack, "Settings", identity, days, RemovalPolicy.DESTROY);
    output(stack, "Days", declared.days());
    output(stack, "DeletedFrom", declared.deletedFrom());
    return declared.construct();
  }

  /** Declares a resource that CloudFormation can't create, after another. */
  static void failing(Stack stack, Construct after) {
    CfnResource broken =
        CfnResource.Builder.create(stack, "Broken").type("Broken::Does::NotExist").build();
    broken.getNode().addDependency(after);
  }

  private static void output(Stack stack, String name, String value) {
    CfnOutput.Builder.create(stack, name).value(value).build();
  }
}
