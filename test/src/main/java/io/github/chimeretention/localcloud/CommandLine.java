package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.Synth.Assembly;
import io.github.chimeretention.localcloud.Synth.SynthException;
import io.github.chimeretention.localcloud.chime.Retention;
import io.github.chimeretention.localcloud.cloudformation.StackException;
import io.github.chimeretention.localcloud.cloudformation.StackResult;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The local cloud's commands. */
final class CommandLine {
  private static final String USAGE =
      """
      Usage: deploy [-c KEY=VALUE]... | show | destroy
        deploy   synthesizes the app of cdk.json and deploys it to the local cloud
        show     prints the retention settings as they are
        destroy  deletes the stacks that were deployed""";

  private final Synth synth;
  private final Supplier<LocalCloud> clouds;
  private final PrintStream out;

  /**
   * @param clouds opens the local cloud for one command
   */
  CommandLine(Synth synth, Supplier<LocalCloud> clouds, PrintStream out) {
    this.synth = synth;
    this.clouds = clouds;
    this.out = out;
  }

  /** Answers with the exit code: 0, 1 if the command failed, 2 if there is no such command. */
  int run(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    if (!known(command, rest)) {
      out.println(USAGE);
      return 2;
    }
    try {
      return switch (command) {
        case "deploy" -> deploy(synth.run(rest));
        case "destroy" -> destroy();
        default -> show();
      };
    } catch (SynthException | StackException | UncheckedIOException | IllegalStateException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private static boolean known(String command, List<String> rest) {
    return command.equals("deploy")
        || (rest.isEmpty() && (command.equals("show") || command.equals("destroy")));
  }

  private int deploy(Assembly assembly) {
    assembly.warnings().forEach(out::println);
    return change(
        cloud ->
            assembly.stacks().stream()
                .allMatch(stack -> report(cloud, cloud.cloudFormation().deploy(stack, printer()))));
  }

  private int destroy() {
    return change(
        cloud ->
            cloud.cloudFormation().stackNames().stream()
                .allMatch(stack -> report(cloud, cloud.cloudFormation().delete(stack, printer()))));
  }

  private int show() {
    try (LocalCloud cloud = clouds.get()) {
      out.println(SettingsTable.of(cloud.retentions()));
      return 0;
    }
  }

  private int change(Predicate<LocalCloud> work) {
    try (LocalCloud cloud = clouds.get()) {
      Map<String, Retention> before = cloud.retentions();
      boolean succeeded = work.test(cloud);
      out.println();
      out.println(SettingsTable.of(before, cloud.retentions()));
      return succeeded ? 0 : 1;
    }
  }

  private boolean report(LocalCloud cloud, StackResult result) {
    String name = result.stackName();
    if (result.failure().isPresent()) {
      out.println();
      out.println(name + " failed: " + result.failure().get());
      out.println("What the functions wrote is in " + cloud.functions());
    } else if (result.events().isEmpty()) {
      out.println(name + " (no changes)");
    }
    result.outputs().forEach((key, value) -> out.println(name + "." + key + " = " + value));
    return result.succeeded();
  }

  private EventPrinter printer() {
    return new EventPrinter(out, ZoneId.systemDefault());
  }
}
