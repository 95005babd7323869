package io.github.chimeretention.localcloud;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** A client of one stack, which is deployed with the same requests as the CDK CLI sends. */
record StackClient(LocalCloud cloud, CloudFormationClient client, String stackName)
    implements AutoCloseable {
  static final String CHANGE_SET = "cdk-deploy-change-set";

  static StackClient of(LocalCloud cloud, String stackName) {
    return new StackClient(cloud, Clients.of(cloud).cloudFormation(), stackName);
  }

  /** Creates a change set for the new or existing stack, and returns its description. */
  DescribeChangeSetResponse changeSet(Consumer<CreateChangeSetRequest.Builder> settings) {
    boolean exists = cloud.cloudFormation().stackNames().contains(stackName);
    String id =
        client
            .createChangeSet(
                request -> {
                  request.stackName(stackName).changeSetName(CHANGE_SET);
                  request.changeSetType(exists ? ChangeSetType.UPDATE : ChangeSetType.CREATE);
                  settings.accept(request);
                })
            .id();
    return client.describeChangeSet(request -> request.changeSetName(id));
  }

  StackStatus execute() {
    return execute(false);
  }

  /** Executes the change set, and returns the status at the end. */
  StackStatus execute(boolean disableRollback) {
    client.executeChangeSet(
        request ->
            request
                .stackName(stackName)
                .changeSetName(CHANGE_SET)
                .disableRollback(disableRollback));
    cloud.cloudFormation().awaitEnd();
    return status();
  }

  void delete() {
    client.deleteStack(request -> request.stackName(stackName));
    cloud.cloudFormation().awaitEnd();
  }

  StackStatus status() {
    return client
        .describeStacks(request -> request.stackName(stackName))
        .stacks()
        .get(0)
        .stackStatus();
  }

  /** Returns the events; the newest comes first. */
  List<StackEvent> events() {
    return client
        .describeStackEventsPaginator(request -> request.stackName(stackName))
        .stackEvents()
        .stream()
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
