package io.github.chimeretention.plan.service;

import io.github.chimeretention.plan.assembly.Template;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/**
 * A stack as it is deployed, without the resources of other types.
 *
 * @param physicalIds by logical id; none if the stack doesn't exist
 * @param failed the logical ids of resources whose last operation failed: the next deployment sends
 *     it again, although the template has it already
 * @param parameters their values, which are read if they are needed
 */
public record DeployedStack(
    Map<String, String> physicalIds,
    Set<String> failed,
    Template template,
    Supplier<Map<String, String>> parameters) {
  /** CloudFormation shows it for a parameter that it keeps secret. */
  private static final String NO_ECHO = "****";

  record Resources(Map<String, String> ids, Set<String> failed) {}

  static DeployedStack read(CloudFormationClient client, String stackName) {
    Resources resources = resources(client, stackName);
    Template template =
        resources.ids().isEmpty()
            ? Template.EMPTY
            : Template.parse(
                client.getTemplate(request -> request.stackName(stackName)).templateBody(),
                "The deployed template");
    return new DeployedStack(
        resources.ids(), resources.failed(), template, new Parameters(client, stackName));
  }

  /** Returns the resources of our types, physical ids by logical id. */
  static Resources resources(CloudFormationClient client, String stackName) {
    Map<String, String> ids = new LinkedHashMap<>();
    Set<String> failed = new HashSet<>();
    try {
      client.listStackResourcesPaginator(request -> request.stackName(stackName)).stream()
          .flatMap(page -> page.stackResourceSummaries().stream())
          .filter(DeployedStack::isOwner)
          .forEach(
              it -> {
                ids.put(it.logicalResourceId(), it.physicalResourceId());
                if (it.resourceStatusAsString().endsWith("_FAILED")) {
                  failed.add(it.logicalResourceId());
                }
              });
    } catch (CloudFormationException e) {
      if (!doesNotExist(e)) {
        throw e;
      }
    }
    return new Resources(ids, failed);
  }

  /** Returns whether a resource is one of ours, and not one that was never created or is gone. */
  private static boolean isOwner(StackResourceSummary resource) {
    return RetentionReader.TYPES.contains(resource.resourceType())
        && resource.physicalResourceId() != null
        && !resource
            .resourceStatusAsString()
            .matches("CREATE_FAILED|DELETE_COMPLETE|DELETE_SKIPPED");
  }

  static boolean doesNotExist(CloudFormationException e) {
    return String.valueOf(e.getMessage()).contains("does not exist");
  }

  /** Reads the parameters when they are first needed. Thread-safe. */
  private static final class Parameters implements Supplier<Map<String, String>> {
    private final CloudFormationClient client;
    private final String stackName;
    private Map<String, String> values;

    Parameters(CloudFormationClient client, String stackName) {
      this.client = client;
      this.stackName = stackName;
    }

    @Override
    public synchronized Map<String, String> get() {
      if (values == null) {
        values = new HashMap<>();
        try {
          var stacks = client.describeStacks(request -> request.stackName(stackName)).stacks();
          for (Parameter parameter : stacks.get(0).parameters()) {
            if (!NO_ECHO.equals(parameter.parameterValue())) {
              values.put(parameter.parameterKey(), parameter.parameterValue());
            }
          }
        } catch (CloudFormationException e) {
          if (!doesNotExist(e)) {
            throw e;
          }
        }
      }
      return values;
    }
  }
}
