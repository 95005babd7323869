package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.sts.StsClient;

@DisplayName("With the AWS SDK's clients,")
class EndpointTest {
  @TempDir private Path folder;
  private LocalCloud cloud;
  private Clients clients;

  @BeforeEach
  void open() {
    cloud = new LocalCloud(folder, 0, UnaryOperator.identity());
    clients = Clients.of(cloud);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  @DisplayName("STS assumes roles in the account in their ARN")
  void sts() {
    try (StsClient sts = clients.sts()) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo("111122223333");
      var role =
          sts.assumeRole(
              request -> request.roleArn("arn:aws:iam::444455556666:role/r").roleSessionName("s"));
      assertThat(role.assumedRoleUser().arn())
          .isEqualTo("arn:aws:sts::444455556666:assumed-role/r/s");
      Clients assumed =
          new Clients(
              Map.of(
                  "AWS_ENDPOINT_URL", cloud.clientEnvironment().get("AWS_ENDPOINT_URL"),
                  "AWS_REGION", "us-east-1",
                  "AWS_ACCESS_KEY_ID", role.credentials().accessKeyId(),
                  "AWS_SECRET_ACCESS_KEY", role.credentials().secretAccessKey(),
                  "AWS_SESSION_TOKEN", role.credentials().sessionToken()));
      try (StsClient other = assumed.sts()) {
        assertThat(other.getCallerIdentity().account()).isEqualTo("444455556666");
      }
    }
  }

  @Test
  @DisplayName("SSM returns the bootstrap version and stored parameters")
  void ssm() {
    try (SsmClient ssm = clients.ssm()) {
      assertThat(value(ssm, "/cdk-bootstrap/hnb659fds/version")).isEqualTo("30");
      assertThat(value(ssm, "/cdk-bootstrap/own/version")).isEqualTo("30");
      ssm.putParameter(request -> request.name("/a").value("b"));
      assertThat(value(ssm, "/a")).isEqualTo("b");
      assertThatThrownBy(() -> ssm.putParameter(request -> request.name("/a").value("c")))
          .isInstanceOf(ParameterAlreadyExistsException.class);
      ssm.putParameter(request -> request.name("/a").value("c").overwrite(true));
      assertThat(value(ssm, "/a")).isEqualTo("c");
      assertThatThrownBy(() -> value(ssm, "/none")).isInstanceOf(ParameterNotFoundException.class);
      assertThatThrownBy(() -> ssm.listDocuments())
          .isInstanceOf(SsmException.class)
          .hasMessageContaining("ListDocuments");
    }
  }

  private static String value(SsmClient ssm, String name) {
    return ssm.getParameter(request -> request.name(name)).parameter().value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sns     | Action=Publish      | <ErrorResponse
          route53 | <x/>                | <Error
          ecs     | {}                  | {"__type":"UnknownOperationException"
          """)
  @DisplayName("other services return errors in their protocol, with their name")
  void unserved(String service, String body, String start) throws Exception {
    HttpResponse<String> response = post(service, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(start, "of the service " + service);
  }

  @Test
  @DisplayName("errors of the local cloud are in the service's protocol")
  void internalFailure() throws Exception {
    assertThat(post("cloudformation", "Action=CreateChangeSet&Tags=a&Tags.b=c").body())
        .contains("<Code>InternalFailure</Code>");
  }

  private HttpResponse<String> post(String service, String body) throws Exception {
    String authorization =
        "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=%s"
            .formatted(service, "0".repeat(64));
    String type = body.startsWith("Action") ? "application/x-www-form-urlencoded" : "text/plain";
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(cloud.clientEnvironment().get("AWS_ENDPOINT_URL")))
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @DisplayName("S3 objects can be read completely and in parts")
  void s3() {
    try (S3Client s3 = clients.s3()) {
      s3.putObject(request -> request.bucket("b").key("x/k"), RequestBody.fromString("content"));
      assertThat(s3.getObjectAsBytes(r -> r.bucket("b").key("x/k")).asUtf8String())
          .isEqualTo("content");
      assertThatThrownBy(
              () -> s3.getObjectAsBytes(r -> r.bucket("b").key("x/k").range("bytes=1-3")))
          .hasMessageContaining("GET of an object with [Range]");
      assertThatThrownBy(() -> s3.getObjectTagging(r -> r.bucket("b").key("x/k")))
          .hasMessageContaining("tagging");
      for (String key : List.of("x/l", "x/m")) {
        s3.putObject(request -> request.bucket("b").key(key), RequestBody.fromString("more"));
      }
      assertThat(s3.listObjectsV2(r -> r.bucket("b").prefix("x/").maxKeys(1)).isTruncated())
          .isTrue();
      assertThat(s3.listObjectsV2(r -> r.bucket("b").prefix("x/")).contents())
          .extracting(S3Object::key)
          .containsExactly("x/k", "x/l", "x/m");
      assertThat(s3.headObject(r -> r.bucket("b").key("x/k")).contentLength()).isEqualTo(7);
      assertThat(s3.getBucketLocation(r -> r.bucket("b")).locationConstraintAsString()).isEmpty();
      assertThat(
              s3.getBucketEncryption(r -> r.bucket("b"))
                  .serverSideEncryptionConfiguration()
                  .rules())
          .hasSize(1);
      assertThatThrownBy(() -> s3.getObjectAsBytes(r -> r.bucket("b").key("none")))
          .isInstanceOf(NoSuchKeyException.class);

      String upload = s3.createMultipartUpload(r -> r.bucket("b").key("parts")).uploadId();
      for (int part : List.of(2, 1)) {
        s3.uploadPart(
            r -> r.bucket("b").key("parts").uploadId(upload).partNumber(part),
            RequestBody.fromString("part " + part + ";"));
      }
      s3.completeMultipartUpload(r -> r.bucket("b").key("parts").uploadId(upload));
      assertThat(s3.getObjectAsBytes(r -> r.bucket("b").key("parts")).asUtf8String())
          .isEqualTo("part 1;part 2;");
    }
  }
}
