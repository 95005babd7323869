package io.github.chimeretention.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

@DisplayName("The app")
class RetentionAppTest {
  @Test
  @DisplayName(
      "declares each account of the context in one stack, with nothing beside the function")
  void accounts() {
    Stack stack =
        declare(
            Map.of(
                "accounts",
                Map.of(
                    "sales",
                    Map.of("accountId", "a", "roomRetentionDays", 365, "removalPolicy", "retain"),
                    "RetentionProvider",
                    Map.of("accountId", "b", "conversationRetentionDays", 90))),
            Map.of("chime-retention.accounts.sales.roomRetentionDays", "30"));

    Template template = Template.fromStack(stack);
    assertThat(stack.getStackName()).isEqualTo("ChimeRetention");
    template.resourceCountIs("AWS::Lambda::Function", 1);
    template.resourceCountIs("Custom::ChimeRetentionSettings", 2);
    template.hasResource(
        "Custom::ChimeRetentionSettings",
        Map.of(
            "Properties",
            Map.of("AccountId", "a", "RoomRetentionDays", 30),
            "DeletionPolicy",
            "Retain"));
    template.hasResourceProperties(
        "Custom::ChimeRetentionSettings",
        Map.of("AccountId", "b", "ConversationRetentionDays", 90));
    assertThat(template.toJSON()).doesNotContainKey("Outputs");
  }

  @Test
  @DisplayName("declares each app instance beside them, whose name may be an account's")
  void app_instances() {
    String arn = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
    Stack stack =
        declare(
            Map.of(
                "accounts",
                Map.of("sales", Map.of("accountId", "a", "roomRetentionDays", 365)),
                "appInstances",
                Map.of("sales", Map.of("appInstanceArn", arn, "removalPolicy", "retain"))),
            Map.of("chime-retention.appInstances.sales.channelRetentionDays", "30"));

    Template template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Lambda::Function", 1);
    template.resourceCountIs("Custom::ChimeRetentionSettings", 1);
    template.hasResource(
        "Custom::ChimeAppInstanceRetentionSettings",
        Map.of(
            "Properties",
            Map.of("AppInstanceArn", arn, "ChannelRetentionDays", 30),
            "DeletionPolicy",
            "Retain"));
  }

  @Test
  @DisplayName("declares an empty stack when the last account and app instance are gone")
  void no_accounts() {
    Stack stack = declare(Map.of("stackName", "Chat"), Map.of());

    assertThat(stack.getStackName()).isEqualTo("Chat");
    assertThat(Template.fromStack(stack).toJSON()).doesNotContainKey("Resources");
  }

  @Test
  @DisplayName("exits with 0 and writes the stack to the directory that the CLI gives")
  void main_good(@TempDir Path directory) throws Exception {
    Path stderr = directory.resolve("stderr");
    int code =
        run(
            directory,
            stderr,
            "{\"chime-retention\": {\"accounts\": {\"sales\": {\"accountId\": \"a\"}}}}");

    assertThat(code).as("%s", stderr).isZero();
    assertThat(directory.resolve("cdk.out/ChimeRetention.template.json")).isNotEmptyFile();
  }

  @Test
  @DisplayName("answers bad context with one line and exit code 1")
  void main_bad(@TempDir Path directory) throws Exception {
    Path stderr = directory.resolve("stderr");
    int code = run(directory, stderr, "{\"chime-retention\": {\"accounts\": {\"sales\": {}}}}");

    assertThat(code).isEqualTo(1);
    assertThat(stderr)
        .hasContent(
            "chime-retention.accounts.sales.accountId is missing;"
                + " allowed is the id of an Amazon Chime account, without spaces inside, as a string");
  }

  @Test
  @DisplayName("answers an account declared twice with one line and exit code 1")
  void main_twice(@TempDir Path directory) throws Exception {
    Path stderr = directory.resolve("stderr");
    int code =
        run(
            directory,
            stderr,
            """
            {"chime-retention": {"accounts": {
              "sales": {"accountId": "A", "roomRetentionDays": 1},
              "support": {"accountId": "a", "roomRetentionDays": 1}}}}
            """);

    assertThat(code).isEqualTo(1);
    assertThat(stderr)
        .hasContent(
            "chime-retention.accounts.support.accountId is \"a\", which"
                + " chime-retention.accounts.sales declares already;"
                + " allowed is one declaration in a stack");
  }

  private static Stack declare(Map<String, Object> declared, Map<String, Object> overrides) {
    Map<String, Object> context = new HashMap<>(overrides);
    context.put("chime-retention", declared);
    return RetentionApp.declare(App.Builder.create().context(context).build());
  }

  /** Runs the app as the CLI does: the context comes, and the assembly goes, where it says. */
  private static int run(Path directory, Path stderr, String context)
      throws IOException, InterruptedException {
    ProcessBuilder app =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RetentionApp.class.getName()));
    app.environment().put("CDK_CONTEXT_JSON", context);
    app.environment().put("CDK_OUTDIR", directory.resolve("cdk.out").toString());
    // No word about the age of the machine's Node.js.
    app.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20,22,24");
    Process process =
        app.redirectError(stderr.toFile())
            .redirectOutput(directory.resolve("stdout").toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("The app has not ended");
    }
    return process.exitValue();
  }
}
