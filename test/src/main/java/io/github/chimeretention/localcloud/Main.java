package io.github.chimeretention.localcloud;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * The command line of the local cloud. System properties come from the build: {@code
 * local-cloud.project}, the folder that holds the state; {@code local-cloud.app}, the folder with
 * cdk.json; and {@code local-cloud.cdk-cli}, the version of the CDK CLI.
 */
public final class Main {
  private static final String MISSPELLED = "-D%1$s=%2$s has no effect; use -Dlocal=%2$s";

  private Main() {}

  public static void main(String[] arguments) {
    misspelled(System.getProperties())
        .ifPresent(
            message -> {
              System.out.println(message);
              System.exit(2);
            });
    Path project =
        Path.of(System.getProperty("local-cloud.project", "")).toAbsolutePath().normalize();
    Path app = project.resolve(System.getProperty("local-cloud.app", "")).normalize();
    Path folder = project.resolve(".local-cloud");
    String version = System.getProperty("local-cloud.cdk-cli");
    CommandLine commandLine =
        new CommandLine(
            new CdkCli(project.resolve("test/cdk-cli"), version),
            app,
            folder.resolve("cdk.out"),
            port -> new LocalCloud(folder, port, UnaryOperator.identity()),
            () -> LocalCloud.readOnly(folder),
            cdk -> CdkCli.wait(cdk.inheritIO()),
            System.out);
    System.exit(commandLine.run(List.of(arguments)));
  }

  /** Finds a command in a misspelled property, such as {@code -Dlocale=show}. */
  static Optional<String> misspelled(Properties properties) {
    return properties.stringPropertyNames().stream()
        .filter(name -> !name.equals("local"))
        .filter(name -> CommandLine.COMMANDS.contains(properties.getProperty(name)))
        .map(name -> MISSPELLED.formatted(name, properties.getProperty(name)))
        .findFirst();
  }
}
