package io.github.chimeretention.localcloud.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.iam.Iam;
import io.github.chimeretention.localcloud.lambda.EventInvokeConfig;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** The resource types of the local cloud. */
public record ResourceTypes(
    ResourceProvider customResources,
    LambdaService lambda,
    S3 assets,
    ParameterStore parameters,
    Iam iam)
    implements ResourceProvider {
  private static final String MANAGED_POLICY = "AWS::IAM::ManagedPolicy";

  /** AWS's types. Most are only recorded, because nothing in the local cloud uses them. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "AWS::(CDK::Metadata|CloudFormation::WaitConditionHandle|CloudWatch::(Alarm|Dashboard)"
              + "|EC2::SecurityGroup(Egress)?|Events::Rule|IAM::(ManagedPolicy|Policy|Role)"
              + "|KMS::Key|Lambda::(EventInvokeConfig|Function|Permission)|Logs::LogGroup"
              + "|SNS::Topic|SSM::Parameter|Scheduler::Schedule)");

  @Override
  public boolean has(String type) {
    return KNOWN.matcher(type).matches() || customResources.has(type);
  }

  @Override
  public CompletableFuture<Outcome> put(
      StackIdentity stack, StackResource resource, ObjectNode oldProperties) {
    return customResources.has(resource.type())
        ? customResources.put(stack, resource, oldProperties)
        : CompletableFuture.completedFuture(make(stack, resource, oldProperties));
  }

  @Override
  public CompletableFuture<Outcome> delete(StackIdentity stack, StackResource resource) {
    if (customResources.has(resource.type())) {
      return customResources.delete(stack, resource);
    }
    unmake(stack, resource);
    return CompletableFuture.completedFuture(Outcome.succeeded(resource.physicalId()));
  }

  private Outcome make(StackIdentity stack, StackResource resource, ObjectNode oldProperties) {
    String name = name(stack, resource, oldProperties);
    return switch (resource.type()) {
      case "AWS::Lambda::Function" -> putFunction(stack, resource, name);
      case "AWS::Lambda::EventInvokeConfig" -> putEventInvokeConfig(resource);
      case "AWS::SSM::Parameter" -> putParameter(stack, resource, name);
      default -> putRecorded(stack, resource, name);
    };
  }

  private void unmake(StackIdentity stack, StackResource resource) {
    String physicalId = resource.physicalId();
    iam.delete(resource.type(), stack.account(), physicalId);
    switch (resource.type()) {
      case "AWS::Lambda::Function" -> lambda.deleteFunction(physicalId);
      case "AWS::Lambda::EventInvokeConfig" ->
          lambda.putEventInvokeConfig(
              resource.property("FunctionName"), EventInvokeConfig.STANDARD);
      case "AWS::SSM::Parameter" -> parameters.delete(stack.account(), stack.region(), physicalId);
      default -> {}
    }
  }

  private Outcome putFunction(StackIdentity stack, StackResource resource, String name) {
    ObjectNode properties = resource.properties();
    iam.checkExecutionRole(resource.property("Role"), name, properties.has("VpcConfig"));
    JsonNode logging = properties.path("LoggingConfig");
    Map<String, String> environment = new TreeMap<>();
    properties
        .at("/Environment/Variables")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    if (logging.has("ApplicationLogLevel")) {
      environment.put("AWS_LAMBDA_LOG_LEVEL", logging.get("ApplicationLogLevel").asText());
    }
    FunctionConfiguration function =
        new FunctionConfiguration(
            name,
            stack.arn("lambda", "function:" + name),
            resource.property("Role"),
            resource.property("Runtime"),
            resource.property("Handler"),
            properties.path("MemorySize").asInt(128),
            properties.path("Timeout").asInt(3),
            environment,
            logging.path("LogFormat").asText("Text"),
            logging.path("LogGroup").asText("/aws/lambda/" + name));
    JsonNode code = properties.path("Code");
    Path archive = assets.file(code.path("S3Bucket").asText(), code.path("S3Key").asText());
    lambda.putFunction(function, archive);
    return new Outcome.Succeeded(name, Json.object().put("Arn", function.functionArn()));
  }

  private Outcome putEventInvokeConfig(StackResource resource) {
    String function = resource.property("FunctionName");
    EventInvokeConfig standard = EventInvokeConfig.STANDARD;
    JsonNode config = resource.properties();
    lambda.putEventInvokeConfig(
        function,
        new EventInvokeConfig(
            config.path("MaximumRetryAttempts").asInt(standard.maximumRetryAttempts()),
            config.path("MaximumEventAgeInSeconds").asInt(standard.maximumEventAge())));
    return Outcome.succeeded(function + "|" + resource.property("Qualifier"));
  }

  private Outcome putParameter(StackIdentity stack, StackResource resource, String name) {
    String value = resource.property("Value");
    boolean overwrite = name.equals(resource.physicalId());
    parameters.put(stack.account(), stack.region(), name, value, overwrite);
    return new Outcome.Succeeded(name, Json.object().put("Type", "String").put("Value", value));
  }

  /** Records a resource with only a physical ID and an ARN. */
  private Outcome putRecorded(StackIdentity stack, StackResource resource, String name) {
    String type = resource.type();
    String[] parts = type.toLowerCase(Locale.ROOT).split("::", -1);
    String path = resource.properties().path("Path").asText("/");
    String arn =
        switch (type) {
          case "AWS::IAM::Role" -> "arn:aws:iam::" + stack.account() + ":role" + path + name;
          case MANAGED_POLICY -> "arn:aws:iam::" + stack.account() + ":policy" + path + name;
          case "AWS::Logs::LogGroup" -> stack.arn("logs", "log-group:" + name + ":*");
          default -> stack.arn(parts[1], parts[2] + "/" + name);
        };
    String id = type.equals(MANAGED_POLICY) ? arn : name;
    iam.put(type, stack.account(), id, resource.properties());
    return new Outcome.Succeeded(
        id, Json.object().put("Arn", arn).put("Id", name).put("GroupId", name).put("RoleId", name));
  }

  /**
   * The name of a resource: the declared one, otherwise the current one, otherwise a generated one.
   */
  private static String name(
      StackIdentity stack, StackResource resource, ObjectNode oldProperties) {
    String physicalId = resource.physicalId().replaceFirst("^arn:.*/", "");
    boolean keeps = !physicalId.isEmpty() && declaredName(oldProperties).isEmpty();
    return declaredName(resource.properties())
        .orElseGet(() -> keeps ? physicalId : stack.generateName(resource.logicalId()));
  }

  private static Optional<String> declaredName(ObjectNode properties) {
    return StackResource.NAMES.stream()
        .map(property -> properties.path(property).textValue())
        .filter(Objects::nonNull)
        .findFirst();
  }
}
