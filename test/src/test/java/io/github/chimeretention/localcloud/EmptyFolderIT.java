package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(1) // Their Maven runs take longest.
@DisplayName("An empty folder with the files that the documentation shows")
class EmptyFolderIT extends CliTest {
  private static final String README = "README.md";
  private static final String CDK_JSON = "infra/docs/cdk-json.md";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern ARN = Pattern.compile("\"(arn:aws:chime:[^\"]+)\"");

  private static final int MAX_POMS = 80;

  @TempDir private Path project;
  private ConsumerProject consumer;

  @BeforeEach
  void project() throws IOException {
    consumer = new ConsumerProject(project);
    consumer.write("pom.xml", block(CDK_JSON, "xml"));
  }

  @Test
  @DisplayName("is deployed by the CDK CLI, which reports its errors; Maven reads at most 80 poms")
  void deploys() throws Exception {
    String declared = block(CDK_JSON, "json");
    consumer.write("cdk.json", declared);

    Run bad = cdkThere("synth", "-c", "chime-retention.appInstances.shop.channelRetentionDays=0");
    assertThat(bad.exitCode()).isOne();
    assertThat(bad.output())
        .contains(
            "chime-retention.appInstances.shop.channelRetentionDays is \"0\";"
                + " it must be a whole number from 1 to 5475");
    assertThat(consumer.poms()).hasSizeLessThanOrEqualTo(MAX_POMS);

    Run run = cdkThere("deploy", "--require-approval", "never");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(days(declared)).containsValue(30);
  }

  @Test
  @DisplayName("is a complete project in Java, whose mistakes are in Maven's one-line error")
  void java() throws Exception {
    String app = block(README, "java");
    consumer.write("pom.xml", block(README, "xml"));
    consumer.write("cdk.json", block(README, "json"));
    consumer.write(
        "src/main/java/Messaging.java", app.replace("Duration.days(30)", "Duration.days(0)"));

    Run bad = cdkThere("synth");
    assertThat(bad.exitCode()).isOne();
    assertThat(bad.output().lines().filter(line -> line.contains("Failed to execute goal")))
        .singleElement()
        .asString()
        .contains(
            "Messaging/Retention: channelRetention is 0 days;"
                + " it must be a whole number of days from 1 to 5475");
    assertThat(bad.output()).doesNotContain("\tat ");

    consumer.write("src/main/java/Messaging.java", app);
    Run run = cdkThere("deploy", "--require-approval", "never");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(days(app)).containsValue(30);
  }

  @Test
  @DisplayName("gets one line if its pom has no aws-cdk-lib")
  void no_library() throws Exception {
    consumer.write("cdk.json", block(CDK_JSON, "json"));
    consumer.write(
        "pom.xml",
        block(CDK_JSON, "xml")
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

  /** The days that are in force for the app instance that a declaration names. */
  private Map<String, Integer> days(String declaration) {
    return endpoint(RetentionType.APP_INSTANCE).retentions().get(arn(declaration)).days();
  }

  private static String arn(String declaration) {
    return ARN.matcher(declaration).results().findFirst().orElseThrow().group(1);
  }

  private Run cdkThere(String... arguments) throws IOException {
    return run(consumer.cdk(cloud().clientEnvironment(), arguments));
  }

  /** A page's first block in a language, which has the versions of this build. */
  private static String block(String page, String language) throws IOException {
    String block = blocks(page, language).get(0);
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

  private static List<String> blocks(String page, String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(PROJECT.resolve(page)))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }
}
