package io.github.chimeretention.plan.service;

import io.github.chimeretention.plan.assembly.Template;
import io.github.chimeretention.plan.assembly.UnreadableException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/**
 * A deployed stack, with only the retention resources.
 *
 * @param physicalIds by logical id; empty if the stack doesn't exist
 * @param failed the logical ids of resources whose last operation failed: the next deployment
 *     repeats it, even if the template doesn't change
 * @param parameters the parameters' values, read when needed
 */
public record DeployedStack(
    Map<String, String> physicalIds,
    Set<String> failed,
    Template template,
    Supplier<Map<String, String>> parameters) {
  /** The value that CloudFormation shows for a secret parameter. */
  private static final String NO_ECHO = "****";

  /** The statuses of a stack that was never created, which the CDK CLI deletes first. */
  private static final String REPLACED = "ROLLBACK_COMPLETE|ROLLBACK_FAILED|REVIEW_IN_PROGRESS";

  record Resources(Map<String, String> ids, Set<String> failed) {}

  static DeployedStack read(CloudFormationClient client, String stackName) {
    Resources resources = resources(client, stackName);
    Template template = resources.ids().isEmpty() ? Template.EMPTY : template(client, stackName);
    return new DeployedStack(
        resources.ids(),
        resources.failed(),
        template,
        new Once<>(() -> parameters(client, stackName)));
  }

  /** Returns the value that a deployment reuses, or null; throws if the value is secret. */
  public String parameter(String name) {
    String value = parameters.get().get(name);
    if (NO_ECHO.equals(value)) {
      throw new NoSuchElementException();
    }
    return value;
  }

  private static Template template(CloudFormationClient client, String stackName) {
    String original = client.getTemplate(it -> it.stackName(stackName)).templateBody();
    if (original.stripLeading().startsWith("{")) {
      return Template.parse(original, "the deployed template");
    }
    String processed =
        client
            .getTemplate(it -> it.stackName(stackName).templateStage(TemplateStage.PROCESSED))
            .templateBody();
    if (processed.stripLeading().startsWith("{")) {
      return Template.parse(processed, "the processed template");
    }
    throw new UnreadableException(
        "its deployed template is not JSON; deploy the stack once with the CDK's default synthesizer");
  }

  /** Returns the retention resources. */
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

  /** Returns whether a resource is a retention resource that exists. */
  private static boolean isOwner(StackResourceSummary resource) {
    return RetentionReader.TYPES.contains(resource.resourceType())
        && resource.physicalResourceId() != null
        && !resource.physicalResourceId().isEmpty()
        && !resource
            .resourceStatusAsString()
            .matches("CREATE_FAILED|DELETE_COMPLETE|DELETE_SKIPPED");
  }

  static boolean doesNotExist(CloudFormationException e) {
    return String.valueOf(e.getMessage()).contains("does not exist");
  }

  /** Returns the parameters whose values a deployment reuses. */
  private static Map<String, String> parameters(CloudFormationClient client, String stackName) {
    Map<String, String> values = new HashMap<>();
    try {
      Stack stack = client.describeStacks(it -> it.stackName(stackName)).stacks().get(0);
      if (!stack.stackStatusAsString().matches(REPLACED)) {
        stack.parameters().forEach(it -> values.put(it.parameterKey(), it.parameterValue()));
      }
    } catch (CloudFormationException e) {
      if (!doesNotExist(e)) {
        throw e;
      }
    }
    return values;
  }
}
