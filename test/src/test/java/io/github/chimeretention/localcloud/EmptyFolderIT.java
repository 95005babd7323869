package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(1) // Their Maven runs take longest.
@DisplayName("An empty folder with README's files")
class EmptyFolderIT extends CliTest {
  private static final String ARN =
      "arn:aws:chime:us-east-1:111122223333:app-instance/12345678-1234-1234-1234-123456789012";

  private static final int MAX_POMS = 80;

  @TempDir private Path project;
  private ConsumerProject consumer;

  @BeforeEach
  void project() throws IOException {
    consumer = new ConsumerProject(project);
    consumer.write("pom.xml", block("Without Java", "xml"));
  }

  @Test
  @DisplayName("is deployed by the CDK CLI, which reports its errors; Maven reads at most 80 poms")
  void deploys() throws Exception {
    // Another test leaves its settings there, with RETAIN.
    endpoint(RetentionType.APP_INSTANCE).retentions().put(ARN, Map.of());
    consumer.write("cdk.json", block("Without Java", "json"));

    Run bad = cdkThere("synth", "-c", "chime-retention.appInstances.shop.channelRetentionDays=0");
    assertThat(bad.exitCode()).isOne();
    assertThat(bad.output())
        .contains(
            "chime-retention.appInstances.shop.channelRetentionDays is \"0\";"
                + " it must be a whole number from 1 to 5475");
    assertThat(consumer.poms()).hasSizeLessThanOrEqualTo(MAX_POMS);

    Run run = cdkThere("deploy", "--require-approval", "never");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(endpoint(RetentionType.APP_INSTANCE).retentions().get(ARN).days()).containsValue(30);
  }

  @Test
  @DisplayName("gets one line if its pom has no aws-cdk-lib")
  void no_library() throws Exception {
    consumer.write("cdk.json", block("Without Java", "json"));
    consumer.write(
        "pom.xml",
        block("Without Java", "xml")
            .replaceFirst("(?s)<dependency>\\s+<groupId>software.*?</dependency>", ""));

    Run run = cdkThere("synth");
    assertThat(run.exitCode()).isOne();
    String output = run.output().replaceAll("\u001B\\[[0-9;]*m", "");
    assertThat(output.lines().filter(line -> line.contains("aws-cdk-lib")))
        .containsExactly(
            "aws-cdk-lib is missing;"
                + " add software.amazon.awscdk:aws-cdk-lib to the build's dependencies");
    assertThat(run.output()).doesNotContain("\tat ");
  }

  @Test
  @DisplayName("adopts settings that somebody made: at no moment are they other than they were")
  void adopts() throws Exception {
    RetentionType type = RetentionType.APP_INSTANCE;
    endpoint(type).retentions().put(ARN, type.of(365));
    consumer.write("Read.java", block("Adopting", "java"));
    Run read = read();
    assertThat(read.output()).contains("RetentionDays=365");

    String declared = block("Adopting", "json");
    consumer.write("cdk.json", declared);
    String npx = "npx aws-cdk@" + CDK.version() + " ";
    assertThat(block("Adopting", "")).startsWith(npx);
    String deploy = block("Adopting", "").substring(npx.length()).strip();
    Run adopted = cdkThere(deploy, "--require-approval", "never");
    assertThat(adopted.exitCode()).as(adopted.output()).isZero();
    assertThat(endpoint(type).requests())
        .filteredOn(request -> request.operation().equals(endpoint(type).put()))
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.body()).contains("\"RetentionDays\":365"));

    consumer.write("cdk.json", declared.replace("365", "400"));
    Run changed = cdkThere(deploy, "--require-approval", "never");
    assertThat(changed.exitCode()).as(changed.output()).isZero();
    assertThat(endpoint(type).retentions().get(ARN).days()).containsValue(400);
  }

  /** README's way to see what an app instance has. */
  private Run read() throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "Read.java",
            ARN);
    java.directory(project.toFile()).environment().putAll(cloud().clientEnvironment());
    return run(java);
  }

  private Run cdkThere(String... arguments) throws IOException {
    return run(consumer.cdk(cloud().clientEnvironment(), arguments));
  }

  /**
   * The last block in a language of a section of README, which names the versions of this build.
   */
  private static String block(String section, String language) throws IOException {
    String readme = Files.readString(PROJECT.resolve("infra/README.md"));
    String text = readme.substring(readme.indexOf("\n## " + section)).replaceFirst("^\n## ", "");
    String[] parts = text.split("\n## ", 2)[0].split("```", -1);
    String block =
        IntStream.range(0, parts.length)
            .filter(i -> i % 2 == 1)
            .mapToObj(i -> parts[i])
            .filter(it -> it.startsWith(language + "\n"))
            .reduce((first, last) -> last)
            .orElseThrow()
            .substring(language.length() + 1);
    if (block.contains("exec-maven-plugin")) {
      assertThat(block)
          .contains("exec-maven-plugin:" + System.getProperty("local-cloud.exec-plugin") + ":");
    }
    if (language.equals("xml")) {
      assertThat(block)
          .contains(
              "<version>" + ConsumerProject.VERSION + "</version>",
              "<version>" + ConsumerProject.version("aws-cdk-lib.version") + "</version>");
    }
    return block;
  }
}
