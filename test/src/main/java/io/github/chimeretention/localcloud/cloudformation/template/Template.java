package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template with the values of its parameters and conditions, ready to be deployed. */
public final class Template {
  private static final List<String> IAM_NAMES =
      List.of("RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName");

  private final Deployment deployment;
  private final JsonNode template;
  private final StackIdentity stack;
  private final Lookups lookups;
  private final Map<String, JsonNode> values;
  private final Map<String, StackResource> resources = new LinkedHashMap<>();

  /** The external values that a template can refer to. */
  public interface Lookups {
    /** The value of a parameter in the parameter store of a stack's account and region. */
    Optional<String> parameter(StackIdentity stack, String name);

    /** The value that another stack in a stack's account and region exports. */
    Optional<String> export(StackIdentity stack, String name);

    /** The value of an output of any stack. */
    Optional<String> output(String account, String region, String stackName, String outputKey);
  }

  /** An output, named as in CloudFormation's API; the export's name may be null. */
  public record Output(String outputKey, String outputValue, String exportName) {}

  /** Throws a {@link AwsException} if the template is invalid. */
  public Template(Deployment deployment, StackIdentity stack, Lookups lookups) {
    this.deployment = deployment;
    this.stack = stack;
    this.lookups = lookups;
    template = deployment.template();
    values = new HashMap<>(stack.pseudoParameters());
    values.putAll(deployment.parameterValues(name -> lookups.parameter(stack, name)));
    for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      if (isDeclared(resource.getValue())) {
        resources.put(resource.getKey(), planned(resource.getKey(), resource.getValue()));
      }
    }
    // Throws for circular dependencies, and for an output that depends on a missing resource.
    List<String> unusedOrder = DependencyOrder.of(resources).sorted();
    List<Output> unusedOutputs = outputs(preview(Map.of(), new HashSet<>()));
  }

  public Deployment deployment() {
    return deployment;
  }

  /** The resources whose conditions are met, without their properties. */
  public Map<String, StackResource> resources() {
    return resources;
  }

  /** The capability that a request must acknowledge for the IAM resources, or an empty string. */
  public String capability() {
    List<JsonNode> iam =
        resources.values().stream()
            .filter(resource -> resource.type().startsWith("AWS::IAM::"))
            .map(resource -> declaredProperties(resource.logicalId()))
            .toList();
    boolean named =
        iam.stream().anyMatch(properties -> IAM_NAMES.stream().anyMatch(properties::has));
    return iam.isEmpty() ? "" : named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM";
  }

  /** A resource's properties, given the resources that exist so far. */
  public ObjectNode properties(String logicalId, Map<String, StackResource> current) {
    return (ObjectNode) intrinsics(current).resolve(declaredProperties(logicalId));
  }

  /** A resource's properties as far as they are known before changes are made. */
  ObjectNode preview(String logicalId, Map<String, StackResource> current) {
    return (ObjectNode) preview(current, new HashSet<>()).resolve(declaredProperties(logicalId));
  }

  public List<Output> outputs(Map<String, StackResource> current) {
    return outputs(intrinsics(current));
  }

  /** Resolves with the physical ids and attributes that the resources have so far. */
  Intrinsics intrinsics(Map<String, StackResource> current) {
    return new Intrinsics(template, values, stack, lookups, current, false, new HashSet<>());
  }

  /** Collects the references in the resolved values. */
  private Intrinsics preview(Map<String, StackResource> current, Set<String> references) {
    return new Intrinsics(template, values, stack, lookups, current, true, references);
  }

  private List<Output> outputs(Intrinsics intrinsics) {
    List<Output> outputs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> output : template.path("Outputs").properties()) {
      if (isDeclared(output.getValue())) {
        JsonNode value = intrinsics.resolve(output.getValue().path("Value"));
        JsonNode name = intrinsics.resolve(output.getValue().path("Export").path("Name"));
        outputs.add(new Output(output.getKey(), value.asText(), name.asText(null)));
      }
    }
    return outputs;
  }

  private boolean isDeclared(JsonNode declaration) {
    JsonNode condition = declaration.path("Condition");
    return condition.isMissingNode() || intrinsics(Map.of()).condition(condition.asText());
  }

  private StackResource planned(String logicalId, JsonNode declaration) {
    Set<String> dependencies = new HashSet<>();
    JsonNode unused = preview(Map.of(), dependencies).resolve(declaredProperties(logicalId));
    JsonNode dependsOn = declaration.path("DependsOn");
    if (dependsOn.isTextual()) {
      dependencies.add(dependsOn.asText());
    }
    dependsOn.forEach(dependency -> dependencies.add(dependency.asText()));
    return new StackResource(
        logicalId,
        declaration.path("Type").asText(),
        "",
        Json.object(),
        Json.object(),
        dependencies,
        declaration.path("DeletionPolicy").asText("Delete"),
        declaration.path("UpdateReplacePolicy").asText("Delete"));
  }

  private JsonNode declaredProperties(String logicalId) {
    JsonNode properties = deployment.resource(logicalId).path("Properties");
    return properties.isObject() ? properties : Json.object();
  }
}
