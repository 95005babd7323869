package io.github.chimeretention.localcloud.cloudformation;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Form;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.QueryService;
import io.github.chimeretention.localcloud.aws.S3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * CloudFormation's operations, as far as the CDK CLI calls them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html">
 *     CloudFormation API reference</a>
 */
public final class CloudFormationApi extends QueryService {
  /**
   * How long a question for a stack is held back while an operation is in progress: the CDK CLI
   * waits five seconds before it asks again.
   */
  private static final Duration HOLD = Duration.ofSeconds(5);

  private final CloudFormation cloudFormation;
  private final S3 templates;
  private final Map<String, Operation> operations;

  public CloudFormationApi(CloudFormation cloudFormation, S3 templates) {
    super("http://cloudformation.amazonaws.com/doc/2010-05-15/");
    this.cloudFormation = cloudFormation;
    this.templates = templates;
    operations =
        Map.ofEntries(
            entry("DescribeStacks", this::describeStacks),
            entry("ListStacks", this::listStacks),
            entry("GetTemplate", this::getTemplate),
            entry("CreateChangeSet", this::createChangeSet),
            entry("DescribeChangeSet", this::describeChangeSet),
            entry("ListChangeSets", this::listChangeSets),
            entry("ExecuteChangeSet", this::executeChangeSet),
            entry("DeleteChangeSet", this::deleteChangeSet),
            entry("DeleteStack", this::deleteStack),
            entry("ContinueUpdateRollback", this::continueUpdateRollback),
            entry("UpdateTerminationProtection", this::updateTerminationProtection),
            entry("DescribeStackEvents", this::describeStackEvents),
            entry("DescribeStackResources", this::describeStackResources),
            entry("ListStackResources", this::listStackResources),
            entry("ListExports", this::listExports));
  }

  @Override
  protected Map<String, Operation> operations() {
    return operations;
  }

  private JsonNode describeStacks(Caller caller, Form form) {
    Optional<String> name = form.get("StackName");
    List<Stack> stacks =
        name.map(n -> List.of(stack(caller, n)))
            .orElseGet(() -> cloudFormation.stacks().in(caller.account(), caller.region()));
    name.ifPresent(n -> stacks.forEach(stack -> stack.awaitEnd(HOLD)));
    return list("Stacks", stacks, s -> Descriptions.stack(s.state(), values(s.state())));
  }

  private JsonNode listStacks(Caller caller, Form form) {
    return list(
        "StackSummaries",
        cloudFormation.stacks().in(caller.account(), caller.region()),
        stack -> Descriptions.stack(stack.state(), Map.of()));
  }

  private JsonNode getTemplate(Caller caller, Form form) {
    Stack stack = stack(caller, form.required("StackName"));
    JsonNode template =
        form.get("ChangeSetName")
            .map(name -> changeSet(stack, name).target().template())
            .orElseGet(() -> stack.state().deployed().template());
    return Json.object().put("TemplateBody", template.toString());
  }

  private JsonNode createChangeSet(Caller caller, Form form) {
    String stackName = form.required("StackName");
    boolean create = form.get("ChangeSetType").orElse("UPDATE").equals("CREATE");
    Optional<Stack> existing = find(caller, stackName);
    if (existing.isEmpty() && !create) {
      throw doesNotExist(stackName);
    }
    StackIdentity identity =
        existing
            .map(stack -> stack.state().stack())
            .orElseGet(() -> StackIdentity.create(stackName, caller.account(), caller.region()));
    try {
      ChangeSet changeSet =
          cloudFormation.createChangeSet(
              identity, create, form.required("ChangeSetName"), deployment(form, existing));
      return Json.object().put("Id", changeSet.id()).put("StackId", identity.stackId());
    } catch (StackException e) {
      throw invalid(e);
    }
  }

  private Deployment deployment(Form form, Optional<Stack> existing) {
    Map<String, String> before =
        existing.map(stack -> stack.state().deployed().parameters()).orElse(Map.of());
    Map<String, String> parameters = new HashMap<>();
    for (Form parameter : form.list("Parameters")) {
      String key = parameter.required("ParameterKey");
      String value =
          parameter.flag("UsePreviousValue")
              ? before.get(key)
              : parameter.required("ParameterValue");
      // A parameter that was never given keeps its default.
      if (value != null) {
        parameters.put(key, value);
      }
    }
    Map<String, String> tags = new HashMap<>();
    form.list("Tags").forEach(tag -> tags.put(tag.required("Key"), tag.required("Value")));
    return new Deployment(template(form), parameters, tags);
  }

  private JsonNode template(Form form) {
    Optional<String> body = form.get("TemplateBody");
    if (body.isPresent()) {
      return Json.parse(body.get());
    }
    String[] path = URI.create(form.required("TemplateURL")).getPath().split("/", 3);
    try {
      return Json.parse(Files.readString(templates.file(path[1], path[2])));
    } catch (IOException e) {
      throw new UncheckedIOException("The template can't be read", e);
    }
  }

  private JsonNode describeChangeSet(Caller caller, Form form) {
    return Descriptions.changeSet(requestedChangeSet(caller, form));
  }

  private JsonNode listChangeSets(Caller caller, Form form) {
    Stack stack = stack(caller, form.required("StackName"));
    return list("Summaries", stack.changeSets(), Descriptions::changeSetSummary);
  }

  private JsonNode executeChangeSet(Caller caller, Form form) {
    ChangeSet changeSet = requestedChangeSet(caller, form);
    if (!changeSet.executable()) {
      throw new AwsException(
          400,
          "InvalidChangeSetStatus",
          "ChangeSet [%s] cannot be executed in its current status of [FAILED]"
              .formatted(changeSet.id()));
    }
    run(() -> cloudFormation.execute(stack(caller, changeSet.stack().stackId()), changeSet));
    return Json.object();
  }

  private JsonNode deleteChangeSet(Caller caller, Form form) {
    String name = form.required("ChangeSetName");
    form.get("StackName")
        .flatMap(stackName -> find(caller, stackName))
        .ifPresent(stack -> stack.changeSet(name).ifPresent(stack::remove));
    return Json.object();
  }

  private JsonNode deleteStack(Caller caller, Form form) {
    Optional<Stack> stack = find(caller, form.required("StackName"));
    stack.ifPresent(found -> run(() -> cloudFormation.delete(found)));
    return Json.object();
  }

  private JsonNode continueUpdateRollback(Caller caller, Form form) {
    Stack stack = stack(caller, form.required("StackName"));
    run(() -> cloudFormation.continueUpdateRollback(stack));
    return Json.object();
  }

  private JsonNode updateTerminationProtection(Caller caller, Form form) {
    Stack stack = stack(caller, form.required("StackName"));
    stack.set(stack.state().protect(form.flag("EnableTerminationProtection")));
    return Json.object().put("StackId", stack.state().stack().stackId());
  }

  private JsonNode describeStackEvents(Caller caller, Form form) {
    Stack stack = stack(caller, form.required("StackName"));
    return Descriptions.events(stack, form.get("NextToken").map(Integer::parseInt));
  }

  private JsonNode describeStackResources(Caller caller, Form form) {
    Stack stack = stack(caller, form.required("StackName"));
    Optional<String> logicalId = form.get("LogicalResourceId");
    List<StackEvent> resources =
        stack.resources().values().stream()
            .filter(r -> logicalId.map(id -> id.equals(r.logicalResourceId())).orElse(true))
            .toList();
    return list("StackResources", resources, r -> Descriptions.resource(stack, r));
  }

  private JsonNode listStackResources(Caller caller, Form form) {
    Stack stack = stack(caller, form.required("StackName"));
    return list(
        "StackResourceSummaries", stack.resources().values(), r -> Descriptions.resource(stack, r));
  }

  private JsonNode listExports(Caller caller, Form form) {
    ArrayNode exports = JsonNodeFactory.instance.arrayNode();
    for (Stack stack : cloudFormation.stacks().in(caller.account(), caller.region())) {
      stack.state().outputs().values().stream()
          .filter(output -> output.exportName() != null)
          .forEach(
              output ->
                  exports
                      .addObject()
                      .put("ExportingStackId", stack.state().stack().stackId())
                      .put("Name", output.exportName())
                      .put("Value", output.value()));
    }
    return Json.object().set("Exports", exports);
  }

  private static <T> JsonNode list(
      String name, Collection<T> values, Function<T, JsonNode> description) {
    return Json.object().set(name, Json.array(values, description));
  }

  private Map<String, JsonNode> values(StackState state) {
    return state.deployed().template().has("Parameters")
        ? cloudFormation.parameters(state)
        : Map.of();
  }

  private ChangeSet requestedChangeSet(Caller caller, Form form) {
    String name = form.required("ChangeSetName");
    if (name.startsWith("arn:") && form.get("StackName").isEmpty()) {
      return cloudFormation.stacks().in(caller.account(), caller.region()).stream()
          .flatMap(stack -> stack.changeSet(name).stream())
          .findFirst()
          .orElseThrow(() -> noChangeSet(name));
    }
    return changeSet(stack(caller, form.required("StackName")), name);
  }

  private static ChangeSet changeSet(Stack stack, String name) {
    return stack.changeSet(name).orElseThrow(() -> noChangeSet(name));
  }

  private Stack stack(Caller caller, String nameOrId) {
    return find(caller, nameOrId).orElseThrow(() -> doesNotExist(nameOrId));
  }

  private Optional<Stack> find(Caller caller, String nameOrId) {
    return nameOrId.startsWith("arn:")
        ? cloudFormation.stacks().find(nameOrId)
        : cloudFormation.stacks().find(caller.account(), caller.region(), nameOrId);
  }

  private static void run(Runnable operation) {
    try {
      operation.run();
    } catch (StackException e) {
      throw invalid(e);
    }
  }

  private static AwsException invalid(StackException e) {
    return new AwsException(400, "ValidationError", e.getMessage());
  }

  private static AwsException noChangeSet(String name) {
    return new AwsException(404, "ChangeSetNotFound", "ChangeSet [" + name + "] does not exist");
  }

  /** The CDK CLI compares this text. */
  private static AwsException doesNotExist(String nameOrId) {
    return new AwsException(
        400, "ValidationError", "Stack with id " + nameOrId + " does not exist");
  }
}
