package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.cloudformation.api.CloudFormationApi;
import io.github.chimeretention.localcloud.cloudformation.engine.Engine;
import io.github.chimeretention.localcloud.cloudformation.engine.Stack;
import io.github.chimeretention.localcloud.cloudformation.engine.StackStatus;
import io.github.chimeretention.localcloud.cloudformation.resource.CustomResourceProvider;
import io.github.chimeretention.localcloud.cloudformation.resource.ResourceTypes;
import io.github.chimeretention.localcloud.cloudformation.resource.ResponseEndpoint;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.iam.Iam;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** CloudFormation's stacks, kept in a folder between runs. */
public final class CloudFormation implements AutoCloseable {
  /** A deployed resource, with its construct's path, or its logical id if the path is unknown. */
  public record DeclaredResource(String constructPath, JsonNode properties) {}

  private final CustomResourceProvider customResources;
  private final Engine engine;
  private final AwsService api;

  public CloudFormation(
      Path folder,
      LambdaService lambda,
      S3 buckets,
      ParameterStore parameters,
      Iam iam,
      ResponseEndpoint responses) {
    customResources = new CustomResourceProvider(lambda::invoke, responses);
    ResourceTypes types = new ResourceTypes(customResources, lambda, buckets, parameters, iam);
    engine = new Engine(folder, types, parameters);
    api = new CloudFormationApi(engine, buckets).api();
  }

  public AwsService api() {
    return api;
  }

  /** Continues the operations that were interrupted when the cloud ended, and describes them. */
  public List<String> resume() {
    return engine.resume().stream()
        .map(Stack::state)
        .map(state -> state.stack().stackName() + ": " + state.status())
        .toList();
  }

  public void awaitEnd() {
    engine.stacks().all().forEach(stack -> stack.awaitEnd(Duration.ofDays(1)));
  }

  /** The resources in all existing stacks, of a type or of all types with a prefix. */
  public List<DeclaredResource> declared(String type) {
    return engine.stacks().all().stream()
        .flatMap(
            stack ->
                stack.currentResources().values().stream()
                    .filter(resource -> resource.type().startsWith(type))
                    .map(resource -> declared(resource, stack.state().deployment())))
        .toList();
  }

  /** The names of the existing stacks. */
  public List<String> stackNames() {
    return engine.stacks().all().stream()
        .map(Stack::state)
        .filter(state -> state.status() != StackStatus.DELETE_COMPLETE)
        .filter(state -> state.status() != StackStatus.REVIEW_IN_PROGRESS)
        .map(state -> state.stack().stackName())
        .sorted()
        .toList();
  }

  /** All events that were sent to custom resources. */
  public List<JsonNode> customResourceRequests() {
    return customResources.requests();
  }

  /** Ends the operations in progress, which continue when the cloud is opened again. */
  @Override
  public void close() {
    engine.close();
  }

  private static DeclaredResource declared(StackResource resource, Deployment deployment) {
    String id = resource.logicalId();
    String path = deployment.resource(id).path("Metadata").path("aws:cdk:path").asText(id);
    return new DeclaredResource(path.replaceAll("/(Default|Resource)$", ""), resource.properties());
  }
}
