package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An empty folder with README's two files")
class EmptyFolderIT extends CliTest {
  private static final String ARN =
      "arn:aws:chime:us-east-1:111122223333:app-instance/12345678-1234-1234-1234-123456789012";

  @TempDir private Path project;

  @Test
  @DisplayName("is deployed by the CDK CLI, which tells the mistakes in it")
  void deploys() throws Exception {
    ConsumerProject consumer = new ConsumerProject(project);
    consumer.repositoryByDefault();
    consumer.write("cdk.json", block("json"));
    consumer.write("pom.xml", block("xml"));

    Run bad = cdkThere("synth", "-c", "chime-retention.appInstances.shop.channelRetentionDays=0");
    assertThat(bad.exitCode()).isOne();
    assertThat(bad.output())
        .contains(
            "chime-retention.appInstances.shop.channelRetentionDays is \"0\";"
                + " it must be a whole number from 1 to 5475");

    Run run = cdkThere("deploy", "--require-approval", "never");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(endpoint(RetentionType.APP_INSTANCE).retentions().get(ARN).days()).containsValue(30);
  }

  private Run cdkThere(String... arguments) throws IOException {
    ProcessBuilder cdk = CDK.run(project, cloud().clientEnvironment(), List.of(arguments));
    cdk.environment()
        .merge(
            "PATH", ConsumerProject.mavenFolder(), (path, bin) -> bin + File.pathSeparator + path);
    return run(cdk);
  }

  /** README's block in a language, which names the versions of this build. */
  private static String block(String language) throws IOException {
    String readme = Files.readString(PROJECT.resolve("infra/README.md"));
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(readme);
    assertThat(block.find()).isTrue();
    if (language.equals("xml")) {
      assertThat(block.group(1))
          .contains(
              "<version>" + ConsumerProject.VERSION + "</version>",
              "<version>" + ConsumerProject.version("aws-cdk-lib.version") + "</version>");
    }
    return block.group(1);
  }
}
