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
class EmptyFolderIT {
  private static final String CDK_CLI = System.getProperty("local-cloud.cdk-cli");

  @TempDir private Path folder;

  @Test
  @DisplayName("is an app that the CDK CLI synthesizes, and that tells its mistakes")
  void synthesizes() throws Exception {
    ConsumerProject consumer = new ConsumerProject(folder);
    consumer.write("cdk.json", block("json"));
    consumer.write("pom.xml", block("xml"));
    consumer.write("settings.xml", settings(consumer));
    consumer.write(
        ".mvn/maven.config",
        String.join("\n", consumer.mavenOptions())
            + "\n--settings="
            + folder.resolve("settings.xml"));

    assertThat(synth()).as(consumer.log()).isZero();
    assertThat(folder.resolve("cdk.out/ChimeRetention.template.json"))
        .content()
        .contains("Custom::ChimeAppInstanceRetentionSettings");

    assertThat(synth("-c", "chime-retention.appInstances.shop.channelRetentionDays=0")).isOne();
    assertThat(consumer.log())
        .contains(
            "chime-retention.appInstances.shop.channelRetentionDays is \"0\";"
                + " it must be a whole number from 1 to 5475");
  }

  private int synth(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder cdk = new ProcessBuilder("npx", "--yes", "aws-cdk@" + CDK_CLI, "synth", "-q");
    cdk.command().addAll(List.of(arguments));
    String maven = System.getProperty("local-cloud.maven") + File.separator + "bin";
    cdk.environment().merge("PATH", maven, (path, bin) -> bin + File.pathSeparator + path);
    cdk.environment().put("CDK_DISABLE_CLI_TELEMETRY", "true");
    return cdk.directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log.txt").toFile())
        .start()
        .waitFor();
  }

  /** README's block in a language, which names the versions of this build. */
  private static String block(String language) throws IOException {
    String readme = Files.readString(ConsumerProject.PROJECT.resolve("infra/README.md"));
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

  /** Where the artifacts are, of which README takes for granted that they are published. */
  private static String settings(ConsumerProject consumer) {
    return """
        <settings>
          <profiles>
            <profile>
              <id>published</id>
              <repositories>
                <repository>
                  <id>published</id>
                  <url>%s</url>
                </repository>
              </repositories>
            </profile>
          </profiles>
          <activeProfiles>
            <activeProfile>published</activeProfile>
          </activeProfiles>
        </settings>
        """
        .formatted(consumer.repository());
  }
}
