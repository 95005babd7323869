package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.chime.Retention;
import io.github.chimeretention.localcloud.cloudformation.CloudFormation.DeclaredResource;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * The local cloud's commands for the app in a folder with cdk.json. The CLI writes the cloud
 * assembly to {@code assembly}; {@code state} opens the cloud read-only, even if it is in use.
 */
record CommandLine(
    CdkCli cdk,
    Path app,
    Path assembly,
    IntFunction<LocalCloud> clouds,
    Supplier<LocalCloud> state,
    ToIntFunction<ProcessBuilder> runner,
    PrintStream out) {
  static final Set<String> COMMANDS =
      Set.of("deploy", "diff", "destroy", "show", "drift", "serve", "plan", "adopt");

  /**
   * Runs a command.
   *
   * @param arguments the command's name, and arguments for the CDK CLI, or the port for serve
   * @return the exit code: the CDK CLI's, 1 if the local cloud can't be used or a check doesn't
   *     find everything in sync, or 2 for an unknown command
   */
  int run(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    if (!COMMANDS.contains(command)) {
      out.println(
          "local is \"%s\"; it must be deploy, diff, destroy, show, drift, serve, plan or adopt"
              .formatted(command));
      return 2;
    }
    boolean hasPort = command.equals("serve") && !rest.isEmpty();
    int port = hasPort ? Integer.parseInt(rest.get(0)) : 0;
    try (LocalCloud cloud = command.equals("show") ? state.get() : open(port)) {
      return switch (command) {
        case "deploy" ->
            change(cloud, List.of("deploy", "**", "--require-approval", "never"), rest);
        case "diff" -> cdk(cloud, List.of("diff"), rest);
        case "destroy" -> destroy(cloud, rest);
        case "show" -> show(cloud);
        case "drift" -> drift(cloud);
        case "plan" -> plan(cloud, rest);
        case "adopt" -> runner.applyAsInt(cdk.plan(cloud.clientEnvironment(), arguments));
        default -> serve(cloud);
      };
    } catch (UncheckedIOException | IllegalStateException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private int change(LocalCloud cloud, List<String> command, List<String> rest) {
    Map<String, Retention> before = cloud.retentions().all();
    List<DeclaredResource> known = cloud.cloudFormation().declared("Custom::");
    int exitCode = cdk(cloud, command, rest);
    if (exitCode != 0 && cloud.cloudFormation().customResourceRequests().isEmpty()) {
      return exitCode;
    }
    out.println();
    out.println(
        SettingsTable.of(cloud.cloudFormation().declared("Custom::"))
            .orElse(SettingsTable.of(known))
            .changes(before, cloud.retentions().all(), LocalDate.now(ZoneOffset.UTC)));
    if (exitCode != 0) {
      out.println();
      out.println("What the functions wrote is in " + cloud.logs());
    }
    return exitCode;
  }

  private int destroy(LocalCloud cloud, List<String> rest) {
    if (cloud.cloudFormation().stackNames().isEmpty()) {
      out.println("There is nothing to destroy: no stack is deployed.");
      return 0;
    }
    return change(cloud, List.of("destroy", "**", "--force"), rest);
  }

  private int show(LocalCloud cloud) {
    out.println(
        SettingsTable.of(cloud.cloudFormation().declared("Custom::"))
            .settings(cloud.retentions().all()));
    return 0;
  }

  private int drift(LocalCloud cloud) {
    DriftChecks checks = DriftChecks.run(cloud);
    out.println(checks);
    return checks.allInSync() ? 0 : 1;
  }

  /** Synthesizes with the CLI and plans; arguments before a double dash are the CLI's. */
  private int plan(LocalCloud cloud, List<String> rest) {
    int dashes = rest.indexOf("--");
    List<String> forCli = dashes < 0 ? List.of() : rest.subList(0, dashes);
    int exitCode = cdk(cloud, List.of("synth", "--quiet"), forCli);
    List<String> arguments = new ArrayList<>(List.of("plan", "--app", assembly.toString()));
    arguments.addAll(rest.subList(dashes + 1, rest.size()));
    return exitCode == 0
        ? runner.applyAsInt(cdk.plan(cloud.clientEnvironment(), arguments))
        : exitCode;
  }

  private int serve(LocalCloud cloud) {
    out.println("The local cloud runs until you interrupt it (Ctrl-C). In any other shell:");
    out.println();
    cloud.clientEnvironment().forEach((name, value) -> out.println("export " + name + "=" + value));
    out.println();
    out.println("and then, in the folder of any CDK app: npx aws-cdk@" + cdk.version() + " deploy");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** Opens the cloud and completes interrupted operations. */
  private LocalCloud open(int port) {
    LocalCloud cloud = clouds.apply(port);
    for (String operation : cloud.cloudFormation().resume()) {
      out.println("Continuing an interrupted operation: " + operation);
    }
    cloud.cloudFormation().awaitEnd();
    return cloud;
  }

  private int cdk(LocalCloud cloud, List<String> command, List<String> rest) {
    if (!Files.isRegularFile(app.resolve("cdk.json"))) {
      out.println("local.app is \"" + app + "\"; it must be a folder with a cdk.json");
      return 2;
    }
    if (!cdk.installed()) {
      out.println("The CDK CLI is not installed; npm must be on the PATH and reach its registry");
      return 1;
    }
    List<String> arguments = new ArrayList<>(command);
    // The table shows the constructs' paths.
    arguments.addAll(List.of("--output", assembly.toString(), "--no-notices", "--path-metadata"));
    arguments.addAll(rest);
    out.println("cdk " + String.join(" ", command) + " in " + app);
    return runner.applyAsInt(cdk.run(app, cloud.clientEnvironment(), arguments));
  }
}
