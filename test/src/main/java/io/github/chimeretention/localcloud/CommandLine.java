package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.chime.Retention;
import io.github.chimeretention.localcloud.cloudformation.CloudFormation.CustomResource;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** The local cloud's commands. */
final class CommandLine {
  private static final String COMMANDS = "deploy, diff, destroy, show or serve";

  private final CdkCli cdk;
  private final Path app;
  private final Path assembly;
  private final IntFunction<LocalCloud> clouds;
  private final ToIntFunction<ProcessBuilder> runner;
  private final Terminal terminal;
  private final PrintStream out;

  /**
   * @param app the folder with the cdk.json of the app to deploy
   * @param assembly where the CLI writes what it synthesizes
   * @param clouds opens the local cloud on a port
   * @param runner runs the CLI and gives its exit code
   */
  CommandLine(
      CdkCli cdk,
      Path app,
      Path assembly,
      IntFunction<LocalCloud> clouds,
      ToIntFunction<ProcessBuilder> runner,
      Terminal terminal,
      PrintStream out) {
    this.cdk = cdk;
    this.app = app;
    this.assembly = assembly;
    this.clouds = clouds;
    this.runner = runner;
    this.terminal = terminal;
    this.out = out;
  }

  /**
   * Runs a command.
   *
   * @param arguments its name, and what is passed on to the CDK CLI; of serve, the port
   * @return the exit code: that of the CDK CLI, 1 if the local cloud can't be used, 2 if there is
   *     no such command
   */
  int run(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    try {
      return switch (command) {
        case "deploy" -> change(List.of("deploy", "**", "--require-approval", "never"), rest);
        case "destroy" -> destroy(rest);
        case "diff" -> diff(rest);
        case "show" -> show();
        case "serve" -> serve(rest.isEmpty() ? 0 : Integer.parseInt(rest.get(0)));
        default -> {
          out.println("local is \"" + command + "\"; it must be " + COMMANDS);
          yield 2;
        }
      };
    } catch (UncheckedIOException | IllegalStateException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private int change(List<String> command, List<String> rest) {
    try (LocalCloud cloud = open(0)) {
      Map<String, Retention> before = cloud.retentions();
      List<CustomResource> known = new ArrayList<>(cloud.cloudFormation().declared());
      int exitCode = cdk(cloud, command, rest);
      known.addAll(cloud.cloudFormation().declared());
      out.println();
      out.println(table(known).changes(before, cloud.retentions()));
      if (exitCode != 0) {
        out.println();
        out.println("What the functions wrote is in " + cloud.functions());
      }
      return exitCode;
    }
  }

  private int destroy(List<String> rest) {
    try (LocalCloud cloud = open(0)) {
      if (cloud.cloudFormation().stackNames().isEmpty()) {
        out.println("There is nothing to destroy: no stack is deployed.");
        return 0;
      }
    }
    return change(List.of("destroy", "**", "--force"), rest);
  }

  private int diff(List<String> rest) {
    try (LocalCloud cloud = open(0)) {
      return cdk(cloud, List.of("diff"), rest);
    }
  }

  private int show() {
    try (LocalCloud cloud = open(0)) {
      out.println(table(cloud.cloudFormation().declared()).settings(cloud.retentions()));
      return 0;
    }
  }

  private int serve(int port) {
    try (LocalCloud cloud = open(port)) {
      out.println("The local cloud is up until it is interrupted (Ctrl-C). In any other shell:");
      out.println();
      cloud
          .clientEnvironment()
          .forEach((name, value) -> out.println("export " + name + "=" + value));
      out.println();
      out.println(
          "and then, in the folder of any CDK app: npx aws-cdk@" + cdk.version() + " deploy");
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Opens the cloud, and lets what was interrupted go on to its end. */
  private LocalCloud open(int port) {
    LocalCloud cloud = clouds.apply(port);
    cloud
        .putAside()
        .ifPresent(
            folder ->
                out.println(
                    "The state was another version's; it is kept in "
                        + folder
                        + ", and a new one begins."));
    List<String> interrupted = cloud.cloudFormation().resume();
    interrupted.forEach(
        operation -> out.println("Going on with what was interrupted: " + operation));
    cloud.cloudFormation().awaitEnd();
    return cloud;
  }

  private int cdk(LocalCloud cloud, List<String> command, List<String> rest) {
    if (!cdk.installed()) {
      out.println("Installing the CDK CLI " + cdk.version() + ", once ...");
      cdk.install();
    }
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--output", assembly.toString(), "--no-notices"));
    arguments.addAll(rest);
    if (!Files.exists(assembly)) {
      out.println("This is the first run: what the app needs is downloaded and built before.");
    }
    out.println("cdk " + String.join(" ", command) + " in " + app);
    return runner.applyAsInt(cdk.run(app, cloud.clientEnvironment(), arguments));
  }

  private SettingsTable table(List<CustomResource> declared) {
    return SettingsTable.of(declared, ConstructPaths.read(assembly), terminal);
  }
}
