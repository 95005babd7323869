package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;

/**
 * Follows an app instance's settings through several deployments by the CDK CLI, and checks them
 * with the service. The scenario is the same in the local cloud and on AWS.
 *
 * @param environment the variables that point the CLI to the cloud
 */
record AppInstanceScenario(
    Path folder,
    String appInstanceArn,
    Map<String, String> environment,
    ChimeSdkIdentityClient service) {
  static final String STACK = "ChimeRetentionScenario";

  void run() throws IOException {
    Path year = synth("year", 365);
    cdk("deploy", year, "--require-approval", "never");
    assertThat(days()).isEqualTo(365);

    Path quarter = synth("quarter", 90);
    String diff = cdk("diff", quarter);
    assertThat(diff).contains("[-] 365", "[+] 90");
    assertThat(diff.lines().filter(line -> line.contains("─ [~]")))
        .singleElement()
        .asString()
        .contains("ChannelRetentionDays");
    cdk("deploy", quarter, "--require-approval", "never");
    assertThat(days()).isEqualTo(90);
    assertThat(cdk("diff", quarter)).contains("There were no differences");
    assertThat(cdk("deploy", quarter, "--require-approval", "never")).contains("(no changes)");
    assertThat(days()).as("no drift").isEqualTo(90);

    destroy();
    assertThat(days()).isNull();
  }

  /** Deletes the stack if it still exists. */
  void destroy() throws IOException {
    cdk("destroy", synth("last", 90), "--force");
  }

  /** Returns the days that the service reports, or null if retention is off. */
  private Integer days() {
    return service
        .getAppInstanceRetentionSettings(request -> request.appInstanceArn(appInstanceArn))
        .appInstanceRetentionSettings()
        .channelRetentionSettings()
        .retentionDays();
  }

  private Path synth(String name, int days) {
    return CliTest.synth(
        folder.resolve("cdk.out." + name),
        app ->
            RetentionType.APP_INSTANCE.declare(
                new Stack(app, STACK), "Settings", appInstanceArn, days, RemovalPolicy.DESTROY));
  }

  private String cdk(String command, Path assembly, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, "--app", assembly.toString()));
    arguments.addAll(List.of(more));
    Path output = Files.createTempFile(folder, command, ".txt");
    ProcessBuilder cdk = CliTest.CDK.run(folder, environment, arguments);
    int exitCode = CdkCli.wait(cdk.redirectErrorStream(true).redirectOutput(output.toFile()));
    assertThat(exitCode).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }
}
