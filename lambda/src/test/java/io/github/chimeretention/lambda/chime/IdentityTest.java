package io.github.chimeretention.lambda.chime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The identity of")
class IdentityTest {
  private final List<RetentionResource> resources =
      RetentionResources.calledBy(HttpServerStub.NOT_CALLED);
  private final RetentionResource account = resources.get(0);
  private final RetentionResource appInstance = resources.get(1);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "Acct-1, acct-1",
        "~ \t acct-1\n~, acct-1",
        "12345678-ABCD-1234-abcd-1234567890AB, 12345678-abcd-1234-abcd-1234567890ab",
        "..., ...",
        ".a, .a",
        "a/../b, a/../b",
      })
  @DisplayName("an account is its ID, trimmed and in lower case")
  void account(String value, String identity) {
    assertThat(account.identity(value)).contains(identity);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "é", "\u212a", "\u0000", ".", "..", " .. "})
  @DisplayName("an account is ASCII without spaces, and not a relative path")
  void noAccount(String value) {
    assertThat(account.identity(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"256, true", "257, false"})
  @DisplayName("an account has at most 256 characters")
  void accountLength(int length, boolean allowed) {
    assertThat(account.identity("a".repeat(length)).isPresent()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:chime:us-east-1:111122223333:app-instance/a",
        " arn:aws:chime:eu-central-1:111122223333:app-instance/Aa_1-z ",
        "arn:aws:chime:ap-southeast-1:111122223333:app-instance/a",
        "arn:aws:chime:mx-future-9:111122223333:app-instance/a",
      })
  @DisplayName("an app instance is its ARN, in any region of the partition, even a future one")
  void appInstance(String value) {
    assertThat(appInstance.identity(value)).contains(value.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app-instance/a",
        "arn:aws-us-gov:chime:us-gov-west-1:111122223333:app-instance/a",
        "arn:aws:s3:us-east-1:111122223333:app-instance/a",
        "arn:aws:chime::111122223333:app-instance/a",
        "arn:aws:chime:us-east-1::app-instance/a",
        "arn:aws:chime:us-east-1:1111:app-instance/a",
        "arn:aws:chime:us-east-1:111122223333:app-instance/",
        "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/b",
        "arn:aws:chime:us-east-1:111122223333:meeting/a",
        "arn:aws:chime:us-east-1:111122223333:app-instance/a b",
        "arn:aws:chime:us-east-1:111122223333:app-instance/..",
        "ARN:aws:chime:us-east-1:111122223333:app-instance/a",
      })
  @DisplayName("an app instance is not any other ARN or text")
  void noAppInstance(String value) {
    assertThat(appInstance.identity(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3", "-", "cn-north-1", "us-gov-west-1", "us-iso-east-1",
        "eusc-de-east-1", "us-east-", "us-east-1-", "us--1", "aws-global",
        "us-east-1.s3", "us-east-1@evil", "US-EAST-1"
      })
  @DisplayName("an app instance is not an ARN with a region outside the partition")
  void noRegion(String region) {
    assertThat(appInstance.identity("arn:aws:chime:" + region + ":111122223333:app-instance/a"))
        .isEmpty();
  }
}
