package io.github.chimeretention.localcloud;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The AWS SDK's clients, configured only by the environment that the local cloud prints.
 *
 * @param environment the variables that point clients to a cloud
 */
record Clients(Map<String, String> environment) {
  static Clients of(LocalCloud cloud) {
    return new Clients(cloud.clientEnvironment());
  }

  ChimeSdkIdentityClient chimeSdkIdentity() {
    return set(ChimeSdkIdentityClient.builder()).build();
  }

  CloudFormationClient cloudFormation() {
    return set(CloudFormationClient.builder()).build();
  }

  CloudWatchLogsClient logs() {
    return set(CloudWatchLogsClient.builder()).build();
  }

  LambdaClient lambda() {
    return set(LambdaClient.builder()).build();
  }

  S3Client s3() {
    return set(S3Client.builder()).build();
  }

  SsmClient ssm() {
    return set(SsmClient.builder()).build();
  }

  StsClient sts() {
    return set(StsClient.builder()).build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B set(B builder) {
    return builder
        .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL")))
        .region(Region.of(environment.get("AWS_REGION")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    environment.get("AWS_ACCESS_KEY_ID"),
                    environment.get("AWS_SECRET_ACCESS_KEY"),
                    environment.get("AWS_SESSION_TOKEN"))))
        .httpClient(UrlConnectionHttpClient.create());
  }
}
