package io.github.chimeretention.localcloud.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.template.StackException;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;

/**
 * Custom resources backed by a Lambda function, as in CloudFormation's custom resource reference.
 */
public final class CustomResourceProvider implements ResourceProvider {
  private static final int MAX_SERVICE_TIMEOUT = 3600;
  private static final String NO_RESPONSE =
      "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [%s].";
  private static final int MAX_RESPONSE_BYTES = 4096;
  private static final int MAX_PHYSICAL_ID_BYTES = 1024;

  private final BiPredicate<String, String> functions;
  private final ResponseEndpoint responses;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  /** {@code functions} invokes one by its ARN with an event; false if there is none. */
  public CustomResourceProvider(BiPredicate<String, String> functions, ResponseEndpoint responses) {
    this.functions = functions;
    this.responses = responses;
  }

  /** Every event that was sent. */
  public List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  @Override
  public boolean has(String type) {
    return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
  }

  @Override
  public CompletableFuture<Outcome> put(
      StackIdentity stack, StackResource resource, ObjectNode oldProperties) {
    if (resource.physicalId().isEmpty()) {
      return send(event(stack, resource, "Create"), stack, resource);
    }
    ObjectNode event = event(stack, resource, "Update");
    event.set("OldResourceProperties", strings(oldProperties));
    if (!event.path("ServiceToken").equals(event.at("/OldResourceProperties/ServiceToken"))) {
      throw new StackException("Modifying service token is not allowed.");
    }
    return send(event, stack, resource);
  }

  @Override
  public CompletableFuture<Outcome> delete(StackIdentity stack, StackResource resource) {
    return send(event(stack, resource, "Delete"), stack, resource);
  }

  private static ObjectNode event(StackIdentity stack, StackResource resource, String requestType) {
    ObjectNode event =
        Json.object()
            .put("RequestType", requestType)
            .put("ServiceToken", resource.property("ServiceToken"))
            .put("StackId", stack.stackId())
            .put("RequestId", UUID.randomUUID().toString())
            .put("LogicalResourceId", resource.logicalId())
            .put("ResourceType", resource.type());
    if (!resource.physicalId().isEmpty()) {
      event.put("PhysicalResourceId", resource.physicalId());
    }
    return event.set("ResourceProperties", strings(resource.properties()));
  }

  private CompletableFuture<Outcome> send(
      ObjectNode event, StackIdentity stack, StackResource resource) {
    Duration timeout = serviceTimeout(resource.properties());
    String function = resource.property("ServiceToken");
    ResponseEndpoint.Pending pending = responses.open(event);
    event.put("ResponseURL", pending.url().toString());
    if (!functions.test(function, event.toString())) {
      throw new StackException("Function not found: " + function);
    }
    requests.add(event);
    String id =
        resource.physicalId().isEmpty()
            ? stack.generateName(resource.logicalId())
            : resource.physicalId();
    return pending.await(timeout).thenApply(response -> outcome(response, event, id));
  }

  private static Outcome outcome(Optional<String> response, ObjectNode event, String physicalId) {
    String requestId = event.get("RequestId").asText();
    Outcome outcome =
        response
            .map(body -> outcome(body, event, physicalId))
            .orElseGet(() -> new Outcome.Failed(physicalId, NO_RESPONSE.formatted(requestId)));
    return outcome instanceof Outcome.Failed failed
        ? new Outcome.Failed(
            failed.physicalId(), failed.reason() + " (RequestId: " + requestId + ")")
        : outcome;
  }

  /**
   * Reads a response as CloudFormation does: one that breaks the contract fails with the resource's
   * own physical id.
   */
  static Outcome outcome(String body, JsonNode event, String physicalId) {
    if (bytes(body) > MAX_RESPONSE_BYTES) {
      return new Outcome.Failed(physicalId, "Response object is too long.");
    }
    JsonNode response;
    try {
      response = Json.parse(body);
    } catch (AwsException e) {
      return new Outcome.Failed(physicalId, "Response is not valid JSON: " + e.getMessage());
    }
    for (String member : List.of("StackId", "RequestId", "LogicalResourceId")) {
      if (!response.path(member).equals(event.path(member))) {
        return new Outcome.Failed(
            physicalId, "Response has the wrong " + member + ": " + response.path(member));
      }
    }
    String id = response.path("PhysicalResourceId").asText();
    return id.isEmpty() || bytes(id) > MAX_PHYSICAL_ID_BYTES
        ? new Outcome.Failed(physicalId, "Invalid PhysicalResourceId")
        : outcome(response, id, physicalId);
  }

  private static Outcome outcome(JsonNode response, String id, String physicalId) {
    JsonNode data = response.path("Data");
    String reason = response.path("Reason").asText();
    return switch (response.path("Status").asText()) {
      case "SUCCESS" ->
          new Outcome.Succeeded(id, data.isObject() ? (ObjectNode) data : Json.object());
      case "FAILED" ->
          new Outcome.Failed(
              id,
              reason.isBlank()
                  ? "Response must have a Reason when its Status is FAILED."
                  : "Received response status [FAILED] from custom resource. Message returned: "
                      + reason);
      default ->
          new Outcome.Failed(physicalId, "Invalid response status: " + response.path("Status"));
    };
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Duration serviceTimeout(ObjectNode properties) {
    int seconds = properties.path("ServiceTimeout").asInt(MAX_SERVICE_TIMEOUT);
    if (seconds < 1 || seconds > MAX_SERVICE_TIMEOUT) {
      throw new StackException("ServiceTimeout must be between 1 and 3600: " + seconds);
    }
    return Duration.ofSeconds(seconds);
  }

  /** Numbers and booleans reach a custom resource as strings. */
  private static JsonNode strings(JsonNode value) {
    return value.isContainerNode()
        ? Json.mapped(value, CustomResourceProvider::strings)
        : JsonNodeFactory.instance.textNode(value.asText());
  }
}
