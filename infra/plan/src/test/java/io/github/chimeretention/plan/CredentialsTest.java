package io.github.chimeretention.plan;

import static io.github.chimeretention.plan.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.plan.PlanTest.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs commands in a process of its own, with an AWS configuration that has no valid credentials.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@DisplayName("Without AWS credentials")
class CredentialsTest {
  private static final String CONFIGURATION =
      """
      [profile sso]
      sso_session = corp
      sso_account_id = 111122223333
      sso_role_name = Reader
      [sso-session corp]
      sso_start_url = https://127.0.0.1:1/start
      sso_region = us-east-1
      [profile expired]
      sso_session = past
      sso_account_id = 111122223333
      sso_role_name = Reader
      [sso-session past]
      sso_start_url = https://127.0.0.1:1/start
      sso_region = us-east-1
      [profile legacy]
      sso_start_url = https://127.0.0.1:1/start
      sso_region = us-east-1
      sso_account_id = 111122223333
      sso_role_name = Reader
      [profile role]
      role_arn = arn:aws:iam::111122223333:role/deployer
      source_profile = sso
      region = us-east-1
      [profile orphan]
      role_arn = arn:aws:iam::111122223333:role/deployer
      source_profile = nobody
      [profile loop]
      role_arn = arn:aws:iam::111122223333:role/deployer
      source_profile = loop2
      [profile loop2]
      role_arn = arn:aws:iam::111122223333:role/deployer
      source_profile = loop
      [profile process]
      credential_process = echo denied >&2 && exit 3
      [profile web]
      role_arn = arn:aws:iam::111122223333:role/deployer
      web_identity_token_file = no-token
      [profile empty]
      output = json
      """;

  /** The SHA-1 hash of {@code past}, by which the AWS CLI names the session's cached token. */
  private static final String EXPIRED_TOKEN = "dc52f279269d00ddcc22b2e6bb47a812c140dfdc.json";

  @TempDir Path home;

  @BeforeEach
  void configure() throws IOException {
    Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.writeString(home.resolve(".aws/config"), CONFIGURATION);
    Files.writeString(
        cache.resolve(EXPIRED_TOKEN),
        "{\"accessToken\": \"t\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          AWS_PROFILE=sso | The AWS credentials of the profile sso can't be loaded: Unable to load SSO token; run aws sso login --profile sso
          AWS_PROFILE=expired | The AWS credentials of the profile expired can't be loaded: the SSO token has expired; run aws sso login --profile expired
          AWS_PROFILE=legacy | The AWS credentials of the profile legacy can't be loaded: NoSuchFileException: HOME/.aws/sso/cache/c6dde0511413ce2c238748e0e1514233a8773ccd.json; run aws sso login --profile legacy
          AWS_PROFILE=role | The AWS credentials of the profile role can't be loaded: Unable to load SSO token; check it with aws sts get-caller-identity --profile role
          AWS_PROFILE=orphan | The AWS credentials of the profile orphan can't be loaded: The source profile of 'orphan' was configured to be 'nobody', but that source profile has no credentials configured; check it with aws sts get-caller-identity --profile orphan
          AWS_PROFILE=loop | The AWS credentials of the profile loop can't be loaded: Invalid profile file: Circular relationship detected with profiles [loop, loop2]; check it with aws sts get-caller-identity --profile loop
          AWS_PROFILE=process | The AWS credentials of the profile process can't be loaded: Command returned non-zero exit value (3) with error message: denied; check it with aws sts get-caller-identity --profile process
          AWS_PROFILE=web | The AWS credentials of the profile web can't be loaded: NoSuchFileException: no-token; check it with aws sts get-caller-identity --profile web
          AWS_PROFILE=empty | The AWS credentials of the profile empty can't be loaded: Profile file contained no credentials for profile 'empty'; check it with aws sts get-caller-identity --profile empty
          AWS_PROFILE=nobody | AWS_PROFILE is "nobody"; it must be a profile that aws configure list-profiles shows
          AWS_ROLE_ARN=arn:aws:iam::111122223333:role/x AWS_WEB_IDENTITY_TOKEN_FILE=no-token | The AWS credentials of AWS_WEB_IDENTITY_TOKEN_FILE can't be loaded: NoSuchFileException: no-token; check AWS_ROLE_ARN, too
          AWS_ACCESS_KEY_ID=AKIA | There are no AWS credentials; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
          AWS_REGION=us-east-1 | There are no AWS credentials; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
          AWS_ACCESS_KEY_ID=AKIA AWS_SECRET_ACCESS_KEY=s | No AWS region is configured; set AWS_REGION or a profile's region
          """)
  @DisplayName("a plan is one line that shows the cause and the remedy, and exit code 1")
  void plan(String variables, String message) throws Exception {
    Map<String, String> templates = Map.of("A", template(Map.of()), "B", template(Map.of()));
    Path assembly = Templates.assembly(home.resolve("cdk.out"), PlanTest.AGNOSTIC, templates);
    Run run = run(variables, "plan", "--app", assembly.toString());
    assertThat(run.out()).isEqualTo(message.replace("HOME", home.toString()) + "\n");
    assertThat(run.exitCode()).isOne();
  }

  @Test
  @DisplayName("or a region, adopt ends with one line, too")
  void adopt() throws Exception {
    assertThat(run("AWS_PROFILE=nobody", "adopt").out())
        .startsWith("AWS_PROFILE is ")
        .hasLineCount(1);
    Run run = run("AWS_ACCESS_KEY_ID=AKIA AWS_SECRET_ACCESS_KEY=s", "adopt");
    assertThat(run.out()).startsWith("No AWS region is configured; ").hasLineCount(1);
    assertThat(run.exitCode()).isOne();
  }

  private Run run(String variables, String... arguments) throws Exception {
    List<String> command = JavaProcess.command(Main.class, arguments);
    ProcessBuilder process = new ProcessBuilder(command).directory(home.toFile());
    Map<String, String> environment = process.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("HOME", home.toString());
    environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    for (String variable : variables.split(" ", -1)) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    return JavaProcess.run(process);
  }
}
