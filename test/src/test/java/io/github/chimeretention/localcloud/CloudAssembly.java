package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.s3.S3Client;

/** A stack in a cloud assembly, deployed with the same requests as the CDK CLI sends. */
final class CloudAssembly {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHANGE_SET = "cdk-deploy-change-set";
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
    Clients clients = Clients.of(cloud);
    try (S3Client s3 = clients.s3()) {
      uploadAssets(s3);
    }
    try (CloudFormationClient client = clients.cloudFormation()) {
      Set<String> earlier = new HashSet<>();
      boolean exists = cloud.cloudFormation().stackNames().contains(stackName);
      if (exists && status(client) == StackStatus.ROLLBACK_COMPLETE) {
        client.deleteStack(request -> request.stackName(stackName));
        cloud.cloudFormation().awaitEnd();
        exists = false;
      }
      if (exists) {
        events(client).forEach(event -> earlier.add(event.eventId()));
      }
      if (executeChangeSet(client, exists ? ChangeSetType.UPDATE : ChangeSetType.CREATE)) {
        cloud.cloudFormation().awaitEnd();
      }
      return new Deployment(
          status(client),
          events(client).stream()
              .filter(event -> !earlier.contains(event.eventId()))
              .map(CloudAssembly::line)
              .collect(Collectors.joining("\n")));
    }
  }

  private StackStatus status(CloudFormationClient client) {
    return client
        .describeStacks(request -> request.stackName(stackName))
        .stacks()
        .get(0)
        .stackStatus();
  }

  /** Returns whether there was a change to execute. */
  private boolean executeChangeSet(CloudFormationClient client, ChangeSetType type) {
    client.createChangeSet(
        request ->
            request
                .stackName(stackName)
                .changeSetName(CHANGE_SET)
                .changeSetType(type)
                .templateURL(templateUrl)
                .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM));
    String status =
        client
            .describeChangeSet(request -> request.stackName(stackName).changeSetName(CHANGE_SET))
            .statusAsString();
    if (status.equals("FAILED")) {
      client.deleteChangeSet(request -> request.stackName(stackName).changeSetName(CHANGE_SET));
      return false;
    }
    client.executeChangeSet(request -> request.stackName(stackName).changeSetName(CHANGE_SET));
    return true;
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

  private List<StackEvent> events(CloudFormationClient client) {
    return client
        .describeStackEventsPaginator(request -> request.stackName(stackName))
        .stackEvents()
        .stream()
        .toList();
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
