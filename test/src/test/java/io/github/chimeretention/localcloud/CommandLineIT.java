package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command line")
class CommandLineIT {
  private static final Path PROJECT = Path.of(System.getProperty("local-cloud.project"));
  private static final String CDK_CLI = System.getProperty("local-cloud.cdk-cli");
  private static final String ACCOUNT = "cccccccc-1234-1234-1234-123456789012";
  private static final String APP_INSTANCE =
      "arn:aws:chime:us-east-1:111122223333:app-instance/" + ACCOUNT;

  @TempDir private Path folder;
  private int exitCode;

  @Test
  @DisplayName("deploys what cdk.json and -c declare, updates it in a later run, and destroys it")
  void lifecycle() {
    assertThat(run(deploy(365)))
        .containsPattern("\\| CREATE_COMPLETE +\\| Custom::ChimeRetentionSettings +\\| accounts")
        .containsPattern(ACCOUNT + " +Room +off +365 days +\\d{4}-\\d\\d-\\d\\dT")
        .containsPattern(APP_INSTANCE + " +Channel +off +365 days +\\d{4}-\\d\\d-\\d\\dT");
    assertThat(exitCode).isZero();

    assertThat(run(deploy(90)))
        .containsPattern("\\| UPDATE_COMPLETE +\\| Custom::ChimeRetentionSettings +\\| accounts")
        .doesNotContain("AWS::Lambda::Function")
        .containsPattern(ACCOUNT + " +Room +365 days +90 days +\\d{4}-\\d\\d-\\d\\dT")
        .containsPattern(APP_INSTANCE + " +Channel +365 days +90 days +\\d{4}-\\d\\d-\\d\\dT");
    assertThat(exitCode).isZero();

    assertThat(run(List.of("show"))).containsPattern(ACCOUNT + " +Room +90 days");

    assertThat(run(List.of("destroy")))
        .containsPattern("\\| DELETE_COMPLETE +\\| Custom::ChimeRetentionSettings +\\| accounts")
        .containsPattern(ACCOUNT + " +Room +90 days +off +-")
        .containsPattern(APP_INSTANCE + " +Channel +90 days +off +-");
    assertThat(exitCode).isZero();
  }

  @Test
  @DisplayName("rolls back, says why in the handler's words, and exits with 1 when a deploy fails")
  void failure() {
    String printed = run(deploy(365), cloud -> cloud.chime().retentions().remove(ACCOUNT));
    assertThat(printed)
        .containsPattern("\\| CREATE_FAILED +\\| Custom::ChimeRetentionSettings +\\| accounts")
        .containsPattern("ROLLBACK_COMPLETE")
        .containsPattern(
            "ChimeRetention failed: .*NotFound.*Account " + ACCOUNT + " was not found");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  @DisplayName("exits with 1 and the app's message when the declaration is wrong")
  void synthFails() {
    assertThat(run(deploy(5476))).contains("roomRetentionDays is 5476");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  @DisplayName("is a program with an exit code")
  void program() throws Exception {
    assertThat(program("show")).isZero();
    assertThat(program("bogus")).isEqualTo(2);
    assertThat(Files.readString(printed()))
        .contains("No account and no app instance has retention settings.", "Usage: deploy");
  }

  private static List<String> deploy(int days) {
    String context =
        """
        {"accounts": {"cli": {"accountId": "%s", "roomRetentionDays": %d}},\
         "appInstances": {"cli": {"appInstanceArn": "%s", "channelRetentionDays": %d}}}"""
            .formatted(ACCOUNT, days, APP_INSTANCE, days);
    return List.of("deploy", "-c", "chime-retention=" + context);
  }

  private String run(List<String> arguments) {
    return run(arguments, cloud -> {});
  }

  private String run(List<String> arguments, Consumer<LocalCloud> prepare) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Synth synth = new Synth(PROJECT, folder.resolve("cdk.out"), CDK_CLI);
    exitCode = new CommandLine(synth, () -> open(prepare), out).run(arguments);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private LocalCloud open(Consumer<LocalCloud> prepare) {
    LocalCloud cloud = LocalCloud.open(folder.resolve("state"));
    prepare.accept(cloud);
    return cloud;
  }

  private int program(String argument) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dlocal-cloud.project=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), argument));
    File output = printed().toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start()
        .waitFor();
  }

  private Path printed() {
    return folder.resolve("printed.txt");
  }
}
