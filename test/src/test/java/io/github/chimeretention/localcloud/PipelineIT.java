package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The project in src/pipeline, which depends only on published artifacts: two stages of two stacks
 * each, whose identities and days come from a parameter, an import and Systems Manager.
 */
@Order(1) // Their Maven runs take longest.
@DisplayName("A team's pipeline")
class PipelineIT extends CliTest {
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^ *- run: npx aws-cdk@(\\S+) ([^>\n]*)");
  private static final List<String> IDS = List.of("bbbbbbbb", "dddddddd");

  private ConsumerProject consumer;

  @BeforeAll
  void project() throws IOException {
    Path project = folder().resolve("pipeline");
    copy(PROJECT.resolve("test/src/pipeline"), project);
    consumer = new ConsumerProject(project);
  }

  @Test
  @DisplayName(
      "deploys its stages with the documented commands, updates a parameter, and destroys them")
  void stages() throws Exception {
    Run deployed = documentedCommands();
    assertThat(deployed.output())
        .contains("stack/Beta-Identities/", "stack/Beta-Retention/")
        .contains("stack/Prod-Identities/", "stack/Prod-Retention/");
    assertThat(days()).containsExactly(365, 365, 365, 365);

    String assembly = consumer.cloudAssembly().toString();
    Run diff = cdkThere("diff", "--app", assembly);
    assertThat(diff.output()).contains("Number of stacks with differences: 0");

    Run updated =
        cdkThere("deploy", "Prod/*", "--app", assembly, "--parameters", "Prod-Retention:Days=90");
    assertThat(updated.exitCode()).as(updated.output()).isZero();
    assertThat(days()).containsExactly(365, 365, 90, 90);

    Run destroyed = cdkThere("destroy", "**", "--force", "--app", assembly);
    assertThat(destroyed.exitCode()).as(destroyed.output()).isZero();
    assertThat(days()).isEmpty();
    assertThat(cloud().cloudFormation().stackNames()).isEmpty();
  }

  /** Runs the commands of the CDK CLI in the documented pipeline; returns the last run. */
  private Run documentedCommands() throws IOException {
    List<Run> runs = new ArrayList<>();
    var commands = COMMAND.matcher(Files.readString(PROJECT.resolve("infra/docs/pipelines.md")));
    while (commands.find()) {
      assertThat(commands.group(1)).isEqualTo(CDK.version());
      Run run = cdkThere(commands.group(2).replace("\"", "").replace("'", "").split(" +"));
      assertThat(run.exitCode()).as(run.output()).isZero();
      runs.add(run);
    }
    assertThat(runs).isNotEmpty();
    return runs.get(runs.size() - 1);
  }

  private Run cdkThere(String... arguments) throws IOException {
    return run(consumer.cdk(cloud().clientEnvironment(), arguments));
  }

  /** The days of both stages' accounts and app instances. */
  private List<Integer> days() {
    List<Integer> days = new ArrayList<>();
    for (String id : IDS) {
      cloud()
          .retentions()
          .all()
          .forEach(
              (identity, retention) -> {
                if (identity.contains(id)) {
                  days.addAll(retention.days().values());
                }
              });
    }
    return days;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
