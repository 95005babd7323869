package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.RetentionGuardrail;
import io.github.chimeretention.cdk.RetentionRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.pipelines.StageDeployment;

@DisplayName("A violation of a policy in a nested stage")
class PolicyIT extends CliTest {
  /** As in infra/docs/reference.md. */
  private static final String ERROR =
      """
      ERROR channelRetention is 3 days; it must be at least 30 days, or off, as RetentionGuardrail requires (Construct Annotations)
         Prod/Chat/Support
      """;

  @Test
  @DisplayName("is printed by the CDK CLI, which then deploys nothing")
  void violated() throws Exception {
    int a = newIdentity();
    Path assembly = violation(a);

    Run deployed = cdkDeploy(assembly);
    assertThat(deployed.exitCode()).as(deployed.output()).isOne();
    assertThat(deployed.output()).contains(ERROR);
    assertThat(cloud().cloudFormation().stackNames()).isEmpty();
    assertThat(events(RetentionType.APP_INSTANCE, a)).isEmpty();

    Run synthesized = cdk("synth", "**", "--app", assembly.toString());
    assertThat(synthesized.exitCode()).as(synthesized.output()).isOne();
    assertThat(synthesized.output()).contains(ERROR);
  }

  @Test
  @DisplayName("doesn't fail a synth without stack names, unless CDK Pipelines deploys the stage")
  void unnamed() throws Exception {
    Run passed = cdkSynth(violation(newIdentity()));
    assertThat(passed.exitCode()).as(passed.output()).isZero();
    assertThat(passed.output()).doesNotContain(ERROR);

    Path pipeline =
        synth(
            app -> {
              declareViolation(app, newIdentity());
              // A pipeline's addStage does the same.
              StageDeployment.fromStage((Stage) app.getNode().findChild("Prod"));
            });
    Run rejected = cdkSynth(pipeline);
    assertThat(rejected.exitCode()).as(rejected.output()).isOne();
    assertThat(rejected.output()).contains(ERROR);
  }

  /** Without the validation, which is on by default, the CLI reads no report of it. */
  private Run cdkSynth(Path assembly) throws IOException {
    Map<String, String> environment = new TreeMap<>(cloud().clientEnvironment());
    environment.put("CDK_VALIDATION", "true");
    return run(CDK.run(folder(), environment, List.of("synth", "--app", assembly.toString())));
  }

  private Path violation(int identity) {
    return synth(app -> declareViolation(app, identity));
  }

  private static void declareViolation(App app, int identity) {
    RetentionGuardrail.Builder.create(app, "RetentionGuardrail")
        .channelRetention(RetentionRule.atLeast(Duration.days(30)).orOff())
        .build();
    ChimeAppInstanceRetentionSettings.Builder.create(
            new Stack(new Stage(app, "Prod"), "Chat"), "Support")
        .appInstanceArn(RetentionType.APP_INSTANCE.identity(identity))
        .channelRetention(Duration.days(3))
        .build();
  }
}
