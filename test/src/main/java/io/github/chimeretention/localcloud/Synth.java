package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.cloudformation.CloudAssembly;
import io.github.chimeretention.localcloud.cloudformation.StackSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Synthesizes a CDK app by the real CDK CLI.
 *
 * @param project the folder with {@code cdk.json}
 * @param output where the cloud assembly goes
 * @param cliVersion of the npm package {@code aws-cdk}
 */
record Synth(Path project, Path output, String cliVersion) {
  /** What keeps npm, the CDK CLI and jsii from talking of themselves. */
  private static final Map<String, String> QUIET =
      Map.of(
          "npm_config_loglevel", "error",
          "npm_config_update_notifier", "false",
          "CDK_DISABLE_CLI_TELEMETRY", "true",
          "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "1",
          "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20,22,24",
          "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");

  /** What a synth led to: its stacks, and what it said. */
  record Assembly(List<StackSource> stacks, List<String> warnings) {}

  /** A synth that failed, with all that it printed. */
  static final class SynthException extends Exception {
    private static final long serialVersionUID = 1L;

    SynthException(String message) {
      super(message);
    }
  }

  Assembly run(List<String> arguments) throws SynthException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    builder.directory(project.toFile());
    builder.environment().putAll(QUIET);
    builder.redirectErrorStream(true);
    String printed = run(builder);
    List<String> warnings = printed.lines().filter(line -> line.startsWith("[Warning")).toList();
    return new Assembly(CloudAssembly.readStacks(output), warnings);
  }

  /** Maven has just built what the {@code build} of cdk.json would build again: it is left out. */
  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("npx", "--yes", "aws-cdk@" + cliVersion, "synth"));
    command.addAll(List.of("--quiet", "--no-notices", "--no-color", "--build", ""));
    command.addAll(List.of("--output", output.toString()));
    command.addAll(arguments);
    return command;
  }

  private static String run(ProcessBuilder builder) throws SynthException {
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new SynthException("cdk synth failed:\n" + printed.strip());
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't run npx, which comes with Node.js", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SynthException("cdk synth was interrupted");
    }
  }
}
