package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Runs only with {@code mvn verify -Paws -Daws.account=<id>}, with the caller's credentials, in a
 * bootstrapped account and region.
 */
@Tag("aws")
@Timeout(1800)
@DisplayName("An app instance's settings on AWS")
class AwsIT {
  private static final Region REGION = Region.US_EAST_1;

  @TempDir private Path folder;
  private ChimeSdkIdentityClient service;
  private AppInstanceScenario scenario;

  @BeforeEach
  void createAppInstance() {
    String account = confirmedAccount();
    String name = "chime-retention-test-" + UUID.randomUUID();
    System.out.printf(
        """
        In the AWS account %s, region %s, this test
          creates the Amazon Chime SDK app instance %s, and deletes it at the end;
          deploys the stack %s: a Lambda function, its role and policies, and a log group;
          uploads its template and the function's code to the bucket of the CDK's bootstrap stack, where they stay;
          changes no other app instance and no other stack.
        It costs less than a cent: some ten invocations of a second, and kilobytes of logs and storage.
        If it is interrupted, delete that stack, its log group and that app instance.
        """,
        account, REGION, name, AppInstanceScenario.STACK);
    service =
        ChimeSdkIdentityClient.builder()
            .region(REGION)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    String arn =
        service
            .createAppInstance(r -> r.name(name).clientRequestToken(UUID.randomUUID().toString()))
            .appInstanceArn();
    scenario = new AppInstanceScenario(folder, arn, callersEnvironment(), service);
  }

  @AfterEach
  void deleteAppInstance() throws IOException {
    if (scenario != null) {
      try {
        scenario.destroy();
      } finally {
        service.deleteAppInstance(r -> r.appInstanceArn(scenario.appInstanceArn()));
        service.close();
      }
    }
  }

  @Test
  @DisplayName("match each deployment, and are off after the last one")
  void scenario() throws Exception {
    scenario.run();
  }

  /** Returns the account of the credentials, which must be the named one. */
  private static String confirmedAccount() {
    try (StsClient sts =
        StsClient.builder().region(REGION).httpClient(UrlConnectionHttpClient.create()).build()) {
      String account = sts.getCallerIdentity().account();
      assertThat(System.getProperty("aws.account"))
          .as("aws.account; it must be the account of the credentials")
          .isEqualTo(account);
      return account;
    }
  }

  private static Map<String, String> callersEnvironment() {
    Map<String, String> environment = new HashMap<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("AWS_")) {
                environment.put(name, value);
              }
            });
    environment.put("AWS_REGION", REGION.id());
    return environment;
  }
}
