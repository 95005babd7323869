package io.github.chimeretention.localcloud;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;

@DisplayName("An app instance's settings in the local cloud")
class AppInstanceScenarioIT extends CliTest {
  @Test
  @DisplayName("match each deployment, and are off after the last one")
  void scenario() throws Exception {
    try (ChimeSdkIdentityClient service = Clients.of(cloud()).chimeSdkIdentity()) {
      String arn =
          RetentionType.APP_INSTANCE
              .identity(newIdentity())
              .replace("eu-central-1", cloud().clientEnvironment().get("AWS_REGION"));
      new AppInstanceScenario(folder(), arn, cloud().clientEnvironment(), service).run();
    }
  }
}
