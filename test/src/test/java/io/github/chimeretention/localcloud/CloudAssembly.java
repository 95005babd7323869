package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.s3.S3Client;

/** A stack in a cloud assembly, deployed with the same requests as the CDK CLI sends. */
final class CloudAssembly {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<StackStatus> SUCCESSFUL =
      Set.of(StackStatus.CREATE_COMPLETE, StackStatus.UPDATE_COMPLETE);

  /** How a deployment ended, and the events of its resources, one per line. */
  record Deployment(StackStatus status, String events) {
    boolean successful() {
      return SUCCESSFUL.contains(status);
    }
  }

  private final Path folder;
  private final String artifactId;
  private final String stackName;
  private final String templateUrl;

  /**
   * @param folder the folder of the cloud assembly or of a stage in it
   */
  CloudAssembly(Path folder, String artifactId) throws IOException {
    this.folder = folder;
    this.artifactId = artifactId;
    JsonNode stack = json("manifest.json").path("artifacts").path(artifactId).path("properties");
    this.stackName = stack.path("stackName").asText(artifactId);
    this.templateUrl =
        resolved(stack.path("stackTemplateAssetObjectUrl").asText())
            .replaceFirst("^s3://", "https://s3.us-east-1.amazonaws.com/");
  }

  Deployment deploy(LocalCloud cloud) throws IOException {
    try (S3Client s3 = Clients.of(cloud).s3()) {
      uploadAssets(s3);
    }
    try (StackClient stack = StackClient.of(cloud, stackName)) {
      if (exists(cloud) && stack.status() == StackStatus.ROLLBACK_COMPLETE) {
        stack.delete();
      }
      List<StackEvent> earlier = exists(cloud) ? stack.events() : List.of();
      var changeSet =
          stack.changeSet(
              request ->
                  request
                      .templateURL(templateUrl)
                      .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM));
      if (changeSet.status() == ChangeSetStatus.FAILED) {
        stack.client().deleteChangeSet(r -> r.changeSetName(changeSet.changeSetId()));
      } else {
        stack.execute();
      }
      return new Deployment(
          stack.status(),
          stack.events().stream()
              .filter(event -> !earlier.contains(event))
              .map(CloudAssembly::line)
              .collect(Collectors.joining("\n")));
    }
  }

  private boolean exists(LocalCloud cloud) {
    return cloud.cloudFormation().stackNames().contains(stackName);
  }

  private void uploadAssets(S3Client s3) throws IOException {
    for (JsonNode asset : json(artifactId + ".assets.json").path("files")) {
      for (JsonNode destination : asset.path("destinations")) {
        s3.putObject(
            request ->
                request
                    .bucket(resolved(destination.path("bucketName").asText()))
                    .key(destination.path("objectKey").asText()),
            RequestBody.fromFile(folder.resolve(asset.path("source").path("path").asText())));
      }
    }
  }

  private static String line(StackEvent event) {
    return "%s | %s | %s | %s"
        .formatted(
            event.resourceStatusAsString(),
            event.resourceType(),
            event.logicalResourceId(),
            event.resourceStatusReason());
  }

  private static String resolved(String text) {
    return text.replace("${AWS::AccountId}", "111122223333").replace("${AWS::Region}", "us-east-1");
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile());
  }
}
