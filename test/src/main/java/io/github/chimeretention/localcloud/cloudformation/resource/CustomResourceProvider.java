package io.github.chimeretention.localcloud.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/**
 * Custom resources backed by a Lambda function, as in CloudFormation's custom resource reference.
 */
public final class CustomResourceProvider implements ResourceProvider {
  private static final int MAX_SERVICE_TIMEOUT = 3600;
  private static final String NO_RESPONSE =
      "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [%s].";
  private static final String FAILED =
      "Received response status [FAILED] from custom resource. Message returned: ";
  private static final int MAX_RESPONSE_BYTES = 4096;
  private static final int MAX_PHYSICAL_ID_BYTES = 1024;

  private final BiFunction<String, String, Optional<CompletableFuture<Void>>> functions;
  private final ResponseEndpoint responses;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  /**
   * @param functions invokes a function by its ARN with an event; returns the end of its attempts,
   *     or nothing if there is no such function
   */
  public CustomResourceProvider(
      BiFunction<String, String, Optional<CompletableFuture<Void>>> functions,
      ResponseEndpoint responses) {
    this.functions = functions;
    this.responses = responses;
  }

  /** All events that were sent. */
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
      throw AwsException.validation("Modifying service token is not allowed.");
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
    CompletableFuture<Void> attempts =
        functions
            .apply(function, event.toString())
            .orElseThrow(() -> AwsException.validation("Function not found: " + function));
    requests.add(event);
    // If the runtime doesn't start, there will be no response.
    CompletableFuture<Void> unused =
        attempts.whenComplete(
            (end, failure) -> {
              if (failure != null) {
                pending.body().completeExceptionally(failure.getCause());
              }
            });
    String id =
        resource.physicalId().isEmpty()
            ? stack.generateName(resource.logicalId())
            : resource.physicalId();
    String requestId = event.get("RequestId").asText();
    return pending
        .await(timeout)
        .handle(
            (body, failure) ->
                body == null
                    ? new Outcome.Failed(id, failure.getMessage())
                    : body.map(text -> outcome(text, event, id))
                        .orElseGet(() -> new Outcome.Failed(id, NO_RESPONSE.formatted(requestId))))
        .thenApply(
            outcome ->
                outcome instanceof Outcome.Failed failed
                    ? new Outcome.Failed(
                        failed.physicalId(),
                        "%s (RequestId: %s)".formatted(failed.reason(), requestId))
                    : outcome);
  }

  /**
   * Reads a response as CloudFormation does: an invalid response is a failure with the resource's
   * current physical ID.
   */
  static Outcome outcome(String body, JsonNode event, String physicalId) {
    try {
      return outcome(body, event);
    } catch (AwsException e) {
      return new Outcome.Failed(physicalId, e.getMessage());
    }
  }

  private static Outcome outcome(String body, JsonNode event) {
    check(bytes(body) <= MAX_RESPONSE_BYTES, "Response object is too long.");
    JsonNode response = Json.parse(body);
    for (String member : List.of("StackId", "RequestId", "LogicalResourceId")) {
      JsonNode value = response.path(member);
      check(value.equals(event.path(member)), "Response has the wrong " + member + ": " + value);
    }
    String id = response.path("PhysicalResourceId").asText();
    check(!id.isEmpty() && bytes(id) <= MAX_PHYSICAL_ID_BYTES, "Invalid PhysicalResourceId");
    JsonNode status = response.path("Status");
    if (status.asText().equals("SUCCESS")) {
      return new Outcome.Succeeded(
          id, response.path("Data") instanceof ObjectNode data ? data : Json.object());
    }
    check(status.asText().equals("FAILED"), "Invalid response status: " + status);
    String reason = response.path("Reason").asText();
    return new Outcome.Failed(
        id,
        reason.isBlank()
            ? "Response must have a Reason when its Status is FAILED."
            : FAILED + reason);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw AwsException.validation(message);
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Duration serviceTimeout(ObjectNode properties) {
    int seconds = properties.path("ServiceTimeout").asInt(MAX_SERVICE_TIMEOUT);
    if (seconds < 1 || seconds > MAX_SERVICE_TIMEOUT) {
      throw AwsException.validation("ServiceTimeout must be between 1 and 3600: " + seconds);
    }
    return Duration.ofSeconds(seconds);
  }

  /** CloudFormation passes numbers and booleans to a custom resource as strings. */
  private static JsonNode strings(JsonNode value) {
    return value.isContainerNode()
        ? Json.mapped(value, CustomResourceProvider::strings)
        : JsonNodeFactory.instance.textNode(value.asText());
  }
}
