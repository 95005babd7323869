package io.github.chimeretention.localcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real CDK CLI in a pinned version, in the folder where the build installs it. */
record CdkCli(Path folder, String version) {
  /** Turns off notices and version checks of Node.js, the CDK CLI and jsii. */
  private static final Map<String, String> QUIET =
      Map.of(
          "NODE_NO_WARNINGS", "1",
          "CDK_DISABLE_CLI_TELEMETRY", "true",
          "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "1",
          "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20,22,24",
          "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");

  boolean installed() {
    return Files.exists(script());
  }

  /**
   * A run of an app in a folder with cdk.json, not yet started. It doesn't inherit any AWS settings
   * of the user.
   */
  ProcessBuilder run(Path app, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("node", script().toString()));
    command.addAll(arguments);
    ProcessBuilder cdk = process(command, environment).directory(app.toFile());
    cdk.environment().putAll(QUIET);
    // A deployment to AWS validates the templates; here, it would take longer than the app itself.
    cdk.environment().putIfAbsent("CDK_VALIDATION", "false");
    return cdk;
  }

  /** A run of the plan's jar, not yet started. */
  ProcessBuilder plan(Map<String, String> environment, List<String> arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path jar = folder.resolve("../../infra/plan/target/chime-retention-plan.jar").normalize();
    List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+UseSerialGC", "-jar", jar.toString()));
    command.addAll(arguments);
    return process(command, environment);
  }

  private static ProcessBuilder process(List<String> command, Map<String, String> environment) {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    process.environment().putAll(environment);
    return process;
  }

  /** Starts a process, waits for its end, and returns its exit code. */
  static int wait(ProcessBuilder builder) {
    try {
      return builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (IOException e) {
      throw new UncheckedIOException(
          builder.command().get(0) + " can't be run; it comes with Node.js", e);
    }
  }

  private Path script() {
    return folder.resolve("node_modules/aws-cdk/bin/cdk");
  }
}
