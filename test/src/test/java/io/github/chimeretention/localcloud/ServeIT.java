package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

@DisplayName("The local cloud as a server")
class ServeIT extends CliTest {
  private static final Pattern EXPORT = Pattern.compile("(?m)^export (\\w+)=(.*)$");

  @Test
  @DisplayName(
      "accepts deployments from any folder and calls of the AWS SDK with the exports that it prints,"
          + " and shows the result to the next command")
  void serve() throws Exception {
    int a = newIdentity();
    Path project = Files.createDirectories(folder().resolve("project"));
    Path printed = folder().resolve("served.txt");
    Path assembly = synthStack(settings(a, 365));
    Process served = main(project, "serve").redirectOutput(printed.toFile()).start();
    try {
      Map<String, String> environment = exports(printed);
      Path other = Files.createDirectories(folder().resolve("other"));
      Files.writeString(other.resolve("cdk.json"), "{\"app\": \"" + assembly + "\"}");
      Run deployed =
          run(CDK.run(other, environment, List.of("deploy", "--require-approval", "never")));
      assertThat(deployed.exitCode()).as(deployed.output()).isZero();
      try (CloudFormationClient client = new Clients(environment).cloudFormation()) {
        assertThat(client.describeStacks(r -> r.stackName(STACK)).stacks().get(0).stackStatus())
            .isEqualTo(StackStatus.CREATE_COMPLETE);
      }
    } finally {
      served.destroy();
      served.onExit().join();
    }
    Run shown = run(main(project, "show"));
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.output()).contains(RetentionType.ACCOUNT.identity(a), "365 days  365 days");
  }

  /** The local cloud as a program. */
  private static ProcessBuilder main(Path project, String command) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dlocal-cloud.project=" + project,
            "-Dlocal-cloud.cdk-cli=" + CDK.version(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            command)
        .redirectErrorStream(true);
  }

  private static Map<String, String> exports(Path printed) {
    await().atMost(Duration.ofMinutes(1)).until(() -> read(printed).contains("npx aws-cdk@"));
    return EXPORT
        .matcher(read(printed))
        .results()
        .collect(Collectors.toMap((MatchResult m) -> m.group(1), m -> m.group(2)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
