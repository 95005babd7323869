package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.RetentionType.APP_INSTANCE;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.stack;
import static io.github.chimeretention.cdk.Stacks.stackIn;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;

@DisplayName("An app instance's ARN")
class ChimeAppInstanceRetentionSettingsTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "arn:aws:chime:us-east-1:111122223333:app-instance/12345678-1234-1234-1234-123456789012",
        "arn:aws:chime:eu-central-1:111122223333:app-instance/a_B-1",
      })
  @DisplayName("is accepted in any region of the stack")
  void good(String arn) {
    Stack stack = stackIn("ap-southeast-2");
    APP_INSTANCE.settings(stack, "Retention").identity(arn).build();

    assertThat(properties(stack, APP_INSTANCE.type)).containsEntry("AppInstanceArn", arn);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "12345678-1234-1234-1234-123456789012",
        "arn:aws:chime:us-east-1:111122223333:app-instance/",
        "arn:aws:chime:us-east-1:111122223333:app-instance",
        "arn:aws:chime:us-east-1:111122223333:app-instance/*",
        "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/b",
        "arn:aws:chime:us-east-1:111122223333:app-instance-user/a",
        "arn:aws:chime:us-east-1:11112222333:app-instance/a",
        "arn:aws:chime:us-east-1::app-instance/a",
        "arn:aws:chime::111122223333:app-instance/a",
        "arn:aws:chime:*:111122223333:app-instance/a",
        "arn:aws:chime:useast1:111122223333:app-instance/a",
        "arn:aws:chime:us-east:111122223333:app-instance/a",
        "arn:aws:chime:us-east-1-:111122223333:app-instance/a",
        "arn:aws:chime:us-east-1.example:111122223333:app-instance/a",
        "arn:aws:s3:us-east-1:111122223333:app-instance/a",
        "arn:aws:chime-sdk-identity:us-east-1:111122223333:app-instance/a",
        "ARN:aws:chime:us-east-1:111122223333:app-instance/a",
        "x arn:aws:chime:us-east-1:111122223333:app-instance/a",
        "arn:aws:chime:us-east-1:١١١١٢٢٢٢٣٣٣٣:app-instance/a",
      })
  @DisplayName("that is malformed is rejected in one line")
  void malformed(String arn) {
    assertRejected(
        stack(),
        arn,
        arn
            + "; it must be arn:aws:chime:<region>:<12-digit account>:app-instance/<id>,"
            + " or a token");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov", "eusc-de-east-1, aws-eusc"})
  @DisplayName("in a region of another partition is rejected, even if it has the partition aws")
  void region_of_other_partition(String region, String partition) {
    String arn = "arn:aws:chime:" + region + ":111122223333:app-instance/a";

    assertRejected(
        stack(),
        arn,
        "in the region %s of the partition %s; it must be in a region of the partition aws"
            .formatted(region, partition));
  }

  @Test
  @DisplayName("of an AWS account other than the stack's explicit one is rejected")
  void other_account() {
    String arn = APP_INSTANCE.identity(1).replace("111122223333", "222222222222");

    assertRejected(
        stackIn("us-east-1"),
        arn,
        "in the AWS account 222222222222; it must be in the function's, 111122223333");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"aws-cn", "aws-us-gov", "aws-iso"})
  @DisplayName("in a partition without app instances is rejected in any region of the stack")
  void partition(String partition) {
    String arn = "arn:" + partition + ":chime:us-east-1:111122223333:app-instance/a";

    assertRejected(
        stack(),
        arn,
        "in the partition %s; it must be in the partition aws, the only one with app instances"
            .formatted(partition));
  }

  private static void assertRejected(Stack stack, String arn, String mistake) {
    Messages.assertRejected(
        () -> APP_INSTANCE.settings(stack, "Retention").identity(arn).build(),
        "Stack/Retention: appInstanceArn is " + mistake);
  }
}
