package io.github.chimeretention.lambda.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A response URL")
class ResponseUrlTest {
  private static final String PRESIGNED =
      "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com"
          + "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A111122223333%3Astack/s/1%7CRetention%7C2"
          + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260220T101530Z&X-Amz-Signature=5ec2e7";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PRESIGNED,
        "https://s3.amazonaws.com/bucket/key",
        "https://s3.eu-central-1.amazonaws.com/bucket/key",
        "https://s3-eu-west-1.amazonaws.com/bucket/key",
        "https://s3.dualstack.us-gov-west-1.amazonaws.com/bucket/key",
        "https://bucket.s3.eu-central-1.amazonaws.com/key?X-Amz-Signature=1",
        "https://bucket.with.dots.s3-eu-west-1.amazonaws.com/key",
        "https://bucket.s3.dualstack.ap-southeast-1.amazonaws.com/key",
        "HTTPS://Bucket.S3.Amazonaws.Com/key",
      })
  @DisplayName("is one of Amazon S3")
  void ofS3(String url) {
    assertThat(ResponseUrl.of(url, false)).isPresent();
    assertThat(ResponseUrl.of(url, true)).isPresent();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "https:",
        "https:///key",
        "/key",
        "//bucket.s3.amazonaws.com/key",
        "http://bucket.s3.amazonaws.com/key",
        "jar:https://bucket.s3.amazonaws.com/a.jar!/b",
        "https://example.com/key",
        "https://example.com/.s3.amazonaws.com",
        "https://example.com?.s3.amazonaws.com",
        "https://example.com#.s3.amazonaws.com",
        "https://example.com\\.s3.amazonaws.com/key",
        "https://example.com%2F.s3.amazonaws.com/key",
        "https://example.com:443.s3.amazonaws.com/key",
        "https://bucket.s3.amazonaws.com@example.com/key",
        "https://user:password@bucket.s3.amazonaws.com/key",
        "https://bucket.s3.amazonaws.com:8443/key",
        "https://bucket.s3.amazonaws.com./key",
        "https://bucket.s3.amazonaws.com.example.com/key",
        "https://buckets3.amazonaws.com/key",
        "https://s3.amazonaws.com.cn/key",
        "https://s3xamazonaws.com/key",
        "https://s3.amazonawsxcom/key",
        "https://s3.example.amazonaws.com/key",
        "https://s3-website-us-east-1.amazonaws.com/key",
        "https://s3.execute-api.us-east-1.amazonaws.com/key",
        "https://a.execute-api.us-east-1.amazonaws.com/key",
        "https://a.lambda-url.us-east-1.on.aws/key",
        "https://a.s3-accesspoint.us-east-1.amazonaws.com/key",
        "https://-.s3.amazonaws.com/key",
        "https://..s3.amazonaws.com/key",
        "https://bucket.s3.amazonaws.com/ key",
        "https://bucket\n.s3.amazonaws.com/key",
        "https://bücket.s3.amazonaws.com/key",
        "file:///etc/passwd",
      })
  @DisplayName("is not any other URL or text")
  void ofAnother(String url) {
    assertThat(ResponseUrl.of(url, false)).isEmpty();
    assertThat(ResponseUrl.of(url, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:4566/key?X-Amz-Signature=1",
        "http://localhost/key",
        "https://localhost:8443/key",
        "http://[::1]:80/key",
      })
  @DisplayName("can be on loopback only if that is allowed")
  void onLoopback(String url) {
    assertThat(ResponseUrl.of(url, true)).isPresent();
    assertThat(ResponseUrl.of(url, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1.example.com/key",
        "http://localhost.example.com/key",
        "http://localhost@example.com/key",
        "http://127.0.0.1:80@example.com/key",
        "http://127.0.0.1:99999999999/key",
        "ftp://127.0.0.1/key",
        "http://0.0.0.0/key",
        "http://2130706433/key",
      })
  @DisplayName("is not on a host that only looks like loopback")
  void likeLoopback(String url) {
    assertThat(ResponseUrl.of(url, true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Date=20260220T101530Z, 2026-02-20T10:15:30Z",
    "a=b&X-Amz-Date=20260220T101530Z&c=d, 2026-02-20T10:15:30Z",
    "X-Amz-Date=20261320T101530Z,",
    "X-Amz-Date=20260220,",
    "xX-Amz-Date=20260220T101530Z,",
    "X-Amz-Date=20260220T101530Zx,",
    "Expires=1771582530,",
    ",",
  })
  @DisplayName("has the time of its signature, if it contains one")
  void signedAt(String query, Instant signedAt) {
    String url = "https://s3.amazonaws.com/key" + (query == null ? "" : "?" + query);

    assertThat(ResponseUrl.of(url, false).orElseThrow().signedAt().orElse(null))
        .isEqualTo(signedAt);
  }

  @Test
  @DisplayName("is a secret, and so is its query")
  void secret() {
    ResponseUrl url = ResponseUrl.of(PRESIGNED, false).orElseThrow();

    assertThat(url.secrets().toList())
        .containsExactly(PRESIGNED, PRESIGNED.substring(PRESIGNED.indexOf('?') + 1));
  }
}
