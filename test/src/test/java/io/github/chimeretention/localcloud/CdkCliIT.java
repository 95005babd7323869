package io.github.chimeretention.localcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pinned CDK CLI")
class CdkCliIT {
  @Test
  @DisplayName("is of major version 2: version 3 can't read the cloud assembly of aws-cdk-lib 2")
  void version() throws Exception {
    Process cdk = CliTest.CDK.run(CliTest.PROJECT, Map.of(), List.of("--version")).start();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    cdk.getInputStream().transferTo(printed);
    assertThat(printed.toString(UTF_8)).startsWith(CliTest.CDK.version() + " ").startsWith("2.");
  }
}
