package io.github.chimeretention.plan.service;

import io.github.chimeretention.plan.assembly.Template;
import io.github.chimeretention.plan.assembly.UnreadableException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** A deployed stack. Its template, description, and nested stacks are read when they are needed. */
public final class DeployedStack {
  /** The value that CloudFormation shows for a secret parameter. */
  private static final String NO_ECHO = "****";

  /** The statuses of a stack that was never created, which the CDK CLI deletes first. */
  private static final String REPLACED = "ROLLBACK_COMPLETE|ROLLBACK_FAILED|REVIEW_IN_PROGRESS";

  /** The status of a stack whose resources may not have all changes of its template yet. */
  private static final String UNFINISHED = "UPDATE_FAILED|UPDATE_(ROLLBACK_)?IN_PROGRESS";

  /** A deployed resource. */
  public record Resource(String type, String physicalId, String status) {
    /** Returns whether the next deployment sends it again, although the template has it already. */
    public boolean isFailed() {
      return status.endsWith("_FAILED");
    }

    private boolean exists() {
      return physicalId != null
          && !physicalId.isEmpty()
          && !status.matches("DELETE_COMPLETE|DELETE_SKIPPED");
    }
  }

  private final CloudFormationClient client;
  private final String name;
  private final boolean inReplaced;
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Map<String, Resource> nested = new LinkedHashMap<>();
  private final Supplier<Optional<Stack>> description = new Once<>(this::describe);
  private boolean hasUnfinished;

  private DeployedStack(CloudFormationClient client, String name, boolean inReplaced) {
    this.client = client;
    this.name = name;
    this.inReplaced = inReplaced;
  }

  /** Reads a stack, which may be nested in one that the next deployment deletes first. */
  static DeployedStack read(CloudFormationClient client, String stackName, boolean inReplaced) {
    DeployedStack stack = new DeployedStack(client, stackName, inReplaced);
    ifExists(
            () ->
                client.listStackResourcesPaginator(it -> it.stackName(stackName)).stream()
                    .flatMap(page -> page.stackResourceSummaries().stream())
                    .toList())
        .ifPresent(all -> all.forEach(stack::add));
    return stack;
  }

  private void add(StackResourceSummary summary) {
    Resource resource =
        new Resource(
            summary.resourceType(), summary.physicalResourceId(), summary.resourceStatusAsString());
    hasUnfinished |= resource.status().matches(".*_(FAILED|IN_PROGRESS)");
    if (resource.exists() && RetentionReader.TYPES.contains(resource.type())) {
      resources.put(summary.logicalResourceId(), resource);
    } else if (resource.exists() && resource.type().equals(Template.NESTED_STACK)) {
      nested.put(summary.logicalResourceId(), resource);
    }
  }

  /** Returns the retention settings by logical id; none if the stack doesn't exist. */
  public Map<String, Resource> resources() {
    return Collections.unmodifiableMap(resources);
  }

  /** Returns the nested stacks by logical id. */
  public Map<String, Resource> nested() {
    return Collections.unmodifiableMap(nested);
  }

  /** Reads a nested stack, which has no resources if it doesn't exist. */
  public DeployedStack nested(String logicalId) {
    return nested.containsKey(logicalId)
        ? read(client, nested.get(logicalId).physicalId(), isReplaced())
        : new DeployedStack(client, "", isReplaced());
  }

  /** Returns whether there are retention settings, also in nested stacks. */
  public boolean hasRetention() {
    return !resources.isEmpty()
        || nested.keySet().stream().anyMatch(it -> nested(it).hasRetention());
  }

  /**
   * Returns whether a resource is part of the stack: an operation that failed may have removed it
   * from the template only.
   *
   * @param inTemplate null if the deployed template doesn't have it
   */
  public boolean has(Resource resource, Template.Resource inTemplate) {
    return inTemplate != null || (!resource.status().startsWith("DELETE_") && isUnfinished());
  }

  /**
   * Returns whether the last operation failed before it changed all resources, or is in progress:
   * the template then is that of the operation, and the resources may still be those of the
   * template before it.
   */
  public boolean isUnfinished() {
    return status().matches(UNFINISHED);
  }

  /** Throws if the stack can't be deployed in its status. */
  void requireDeployable() {
    if (status().matches("UPDATE_ROLLBACK_FAILED|DELETE_FAILED")) {
      throw new UnreadableException(
          "it can't be deployed in the status %s; complete its rollback or deletion first"
              .formatted(status()));
    }
  }

  /**
   * Returns whether a resource is deleted before the deployment creates it again: with its stack,
   * or because its create failed.
   */
  public boolean isDeletedFirst(Resource resource) {
    return isReplaced() || resource.status().matches("(CREATE|DELETE)_FAILED");
  }

  private boolean isReplaced() {
    return inReplaced || status().matches(REPLACED);
  }

  /** Returns the status if an operation may have failed, otherwise an empty string. */
  private String status() {
    return hasUnfinished ? description.get().map(Stack::stackStatusAsString).orElse("") : "";
  }

  /** Returns the value that a deployment reuses, null if there is none; throws if it is secret. */
  public String parameter(String parameter) {
    String value =
        description
            .get()
            .filter(it -> !it.stackStatusAsString().matches(REPLACED))
            .flatMap(stack -> value(stack, parameter))
            .orElse(null);
    if (NO_ECHO.equals(value)) {
      throw new NoSuchElementException();
    }
    return value;
  }

  private static Optional<String> value(Stack stack, String parameter) {
    return stack.parameters().stream()
        .filter(it -> it.parameterKey().equals(parameter))
        .map(Parameter::parameterValue)
        .findFirst();
  }

  /** Reads the template, if the stack has retention settings or nested stacks. */
  public Template template() {
    if (resources.isEmpty() && nested.isEmpty()) {
      return Template.EMPTY;
    }
    String original = client.getTemplate(it -> it.stackName(name)).templateBody();
    if (Template.isJson(original)) {
      return Template.parse(original, "the deployed template");
    }
    String processed =
        client
            .getTemplate(it -> it.stackName(name).templateStage(TemplateStage.PROCESSED))
            .templateBody();
    if (Template.isJson(processed)) {
      return Template.parse(processed, "the processed template");
    }
    throw new UnreadableException(
        "its deployed template is not JSON; deploy the stack once with the CDK's default synthesizer");
  }

  private Optional<Stack> describe() {
    return name.isEmpty()
        ? Optional.empty()
        : ifExists(() -> client.describeStacks(it -> it.stackName(name)).stacks().get(0));
  }

  /** Returns an empty result if CloudFormation reports that the stack doesn't exist. */
  static <T> Optional<T> ifExists(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (CloudFormationException e) {
      if (String.valueOf(e.getMessage()).contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
