package io.github.chimeretention.localcloud;

import static java.io.OutputStream.nullOutputStream;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.localcloud.chime.ChimeApi;
import io.github.chimeretention.localcloud.chime.ServiceWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 15, unit = TimeUnit.MINUTES) // A run of the CLI takes a while on a busy machine.
@DisplayName("The command line of the local cloud")
class CommandLineIT {
  private static final String ACCOUNT = "cccccccc-1234-1234-1234-123456789012";
  private static final String APP_INSTANCE =
      "arn:aws:chime:us-east-1:111122223333:app-instance/" + ACCOUNT;

  private static final String SHORTENED = "arn:aws:chime:us-eas\\.{3}/" + ACCOUNT;

  private final ServiceWatch watch = new ServiceWatch();
  @TempDir private Path folder;
  private int exitCode;

  @Test
  @DisplayName("deploys the app of cdk.json, shows the changes, and destroys it again")
  void lifecycle() {
    assertThat(run(deploy(365)))
        .contains("CREATE_COMPLETE")
        .containsPattern(
            "accounts/cli +" + ACCOUNT + " +rooms +off +365 days +\\d{4}-\\d\\d-\\d\\d")
        .containsPattern("appInstances/cli +" + SHORTENED + " +channels +off +365 days");
    assertThat(exitCode).isZero();

    assertThat(run(List.of("drift"))).contains("no drift monitor is deployed");
    assertThat(exitCode).isOne();

    List<String> plan = new ArrayList<>(appOf("plan", 90));
    plan.addAll(List.of("--", "--fail-on", "hiding"));
    assertThat(run(plan))
        .contains("Shortening RoomRetentionDays from 365 to 90 hides messages")
        .contains("Plan: 2 to change (2 hide messages)");
    assertThat(exitCode).isEqualTo(2);

    assertThat(run(monitored(deploy(90))))
        .contains("UPDATE_COMPLETE")
        .containsPattern(ACCOUNT + " +rooms +365 days +90 days \\(shorter\\)");
    run(List.of("drift"), this::change);
    assertThat(run(List.of("show")))
        .containsPattern(ACCOUNT + " +rooms +90 days +7 days \\(differs\\)")
        .containsPattern(SHORTENED + " +channels +90 days +90 days");

    assertThat(run(List.of("drift")))
        .contains("DRIFTED      ChimeRetention/accounts/cli: Drifted: " + ACCOUNT + " has ")
        .contains("IN_SYNC      ChimeRetention/appInstances/cli: In sync: " + APP_INSTANCE)
        .contains("Drifted: 1, in sync: 1, not checked: 0");
    assertThat(exitCode).isOne();

    assertThat(run(appOf("destroy", 90)))
        .contains("ChimeRetention: destroyed")
        .containsPattern(ACCOUNT + " +rooms +7 days +off +-");
    assertThat(exitCode).isZero();
    assertThat(run(appOf("destroy", 90))).contains("There is nothing to destroy");
    assertThat(exitCode).isZero();
  }

  @Test
  @DisplayName("requires an app with a cdk.json")
  void noApp() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    CommandLine commandLine = commandLine(folder, cloud -> {}, cdk -> 0, out);
    assertThat(commandLine.run(List.of("diff"))).isEqualTo(2);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("local.app is \"" + folder + "\"; it must be a folder with a cdk.json\n");
  }

  @Test
  @DisplayName("passes further arguments to the CDK CLI, which runs in the app's folder")
  void passesOn() {
    List<ProcessBuilder> runs = new ArrayList<>();
    CommandLine commandLine =
        commandLine(
            CliTest.PROJECT,
            cloud -> {},
            cdk -> runs.add(cdk) ? 3 : 0,
            new PrintStream(nullOutputStream()));
    assertThat(commandLine.run(List.of("diff", "--strict"))).isEqualTo(3);
    assertThat(runs)
        .singleElement()
        .satisfies(
            cdk -> {
              assertThat(cdk.command()).contains("diff").endsWith("--strict");
              assertThat(cdk.directory()).isEqualTo(CliTest.PROJECT.toFile());
              assertThat(cdk.environment())
                  .containsKeys("AWS_ENDPOINT_URL", "AWS_REGION")
                  .doesNotContainKey("AWS_PROFILE");
            });
  }

  @Test
  @DisplayName("exits with the CDK CLI's code, and prints where the functions' logs are")
  void failure() {
    assertThat(
            run(deploy(365), cloud -> watch.of(ChimeApi.CHIME, cloud.retentions()).remove(ACCOUNT)))
        .contains("NotFound", ACCOUNT, "What the functions wrote is in " + folder);
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  @DisplayName("lists the commands if it gets an unknown one")
  void unknown() {
    assertThat(run(List.of("deplyo")))
        .isEqualTo(
            "local is \"deplyo\"; it must be deploy, diff, destroy, show, drift, serve, plan or adopt\n");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "rejects a second cloud on the same state in one line, but shows the settings meanwhile")
  void twice() {
    try (LocalCloud first = open(0, cloud -> {})) {
      assertThat(run(List.of("drift")).lines())
          .singleElement()
          .asString()
          .startsWith("Another local cloud uses " + folder);
      assertThat(exitCode).isEqualTo(1);
      change(first);
      assertThat(run(List.of("show")))
          .containsPattern(ACCOUNT + " +rooms +- +7 days \\(undeclared\\)");
      assertThat(exitCode).isZero();
    }
    assertThat(run(List.of("drift"))).contains("no drift monitor is deployed");
  }

  @Test
  @DisplayName("rejects the state of another version in one line, and leaves it as it is")
  void otherVersion() throws IOException {
    Path state = Files.createDirectories(folder.resolve("state/stacks"));
    assertThat(run(List.of("show")))
        .isEqualTo(
            folder.resolve("state")
                + " has the state of another version of the local cloud; delete it\n");
    assertThat(exitCode).isOne();
    assertThat(state.resolveSibling("lock-7")).doesNotExist();
  }

  /** Changes settings behind CloudFormation's back. */
  private void change(LocalCloud cloud) {
    cloud.retentions().put(ACCOUNT, Map.of("RoomRetentionSettings", 7));
  }

  private static List<String> deploy(int days) {
    return appOf("deploy", days);
  }

  /** A command on these declarations, without building: Maven has built the project. */
  private static List<String> appOf(String command, int days) {
    String context =
        """
        {"accounts": {"cli": {"accountId": "%s", "roomRetentionDays": %d}},\
         "appInstances": {"cli": {"appInstanceArn": "%s", "channelRetentionDays": %d}}}"""
            .formatted(ACCOUNT, days, APP_INSTANCE, days);
    return List.of(command, "--build", "", "-c", "chime-retention=" + context);
  }

  private static List<String> monitored(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("-c", "chime-retention.drift.schedule=rate(1 day)"));
    return all;
  }

  private String run(List<String> arguments) {
    return run(arguments, cloud -> {});
  }

  /** Runs a command, and returns the output of it and of the CDK CLI. */
  private String run(List<String> arguments, Consumer<LocalCloud> prepare) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Path printed = folder.resolve("printed.txt");
    CommandLine commandLine =
        commandLine(
            CliTest.PROJECT,
            prepare,
            cdk -> CdkCli.wait(cdk.redirectErrorStream(true).redirectOutput(printed.toFile())),
            out);
    exitCode = commandLine.run(arguments);
    return read(printed) + bytes.toString(StandardCharsets.UTF_8);
  }

  private CommandLine commandLine(
      Path app,
      Consumer<LocalCloud> prepare,
      ToIntFunction<ProcessBuilder> runner,
      PrintStream out) {
    return new CommandLine(
        CliTest.CDK,
        app,
        folder.resolve("cdk.out"),
        port -> open(port, prepare),
        () -> LocalCloud.readOnly(folder.resolve("state")),
        runner,
        out);
  }

  private LocalCloud open(int port, Consumer<LocalCloud> prepare) {
    LocalCloud cloud = new LocalCloud(folder.resolve("state"), port, watch);
    prepare.accept(cloud);
    return cloud;
  }

  private static String read(Path printed) {
    try {
      String text = Files.exists(printed) ? Files.readString(printed) : "";
      Files.deleteIfExists(printed);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
