package io.github.chimeretention.localcloud;

import java.nio.file.Path;
import java.util.List;

/**
 * The command line of the local cloud. Two system properties come from the build: {@code
 * local-cloud.project}, the folder with cdk.json, and {@code local-cloud.cdk-cli}, the version of
 * the CDK CLI.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Path project =
        Path.of(System.getProperty("local-cloud.project", "")).toAbsolutePath().normalize();
    Synth synth =
        new Synth(
            project,
            project.resolve("target/local-cloud/cdk.out"),
            System.getProperty("local-cloud.cdk-cli"));
    CommandLine commandLine =
        new CommandLine(synth, () -> LocalCloud.open(project.resolve(".local-cloud")), System.out);
    System.exit(commandLine.run(List.of(arguments)));
  }
}
