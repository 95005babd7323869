package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Custom resources backed by a Lambda function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html">Custom
 *     resource reference</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-customresource.html">
 *     AWS::CloudFormation::CustomResource</a>
 */
final class CustomResourceProvider implements ResourceProvider {
  private static final int MAX_SERVICE_TIMEOUT = 3600;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final LambdaService lambda;
  private final ResponseEndpoint responses;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  CustomResourceProvider(LambdaService lambda, ResponseEndpoint responses) {
    this.lambda = lambda;
    this.responses = responses;
  }

  /** Every event that the function was invoked with. */
  List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  @Override
  public Outcome create(ResourceRequest request) {
    return send(request, "Create");
  }

  @Override
  public Outcome update(ResourceRequest request) {
    if (!serviceToken(request.properties()).equals(serviceToken(request.oldProperties()))) {
      throw new StackException("Modifying service token is not allowed.");
    }
    return send(request, "Update");
  }

  @Override
  public Outcome delete(ResourceRequest request) {
    return send(request, "Delete");
  }

  private Outcome send(ResourceRequest request, String requestType) {
    Duration timeout = serviceTimeout(request.properties());
    String requestId = UUID.randomUUID().toString();
    ResponseEndpoint.Pending pending =
        responses.open(request.stack().stackId(), requestId, request.logicalId());
    ObjectNode event = event(request, requestType, requestId);
    event.put("ResponseURL", pending.url().toString());
    if (!lambda.invoke(serviceToken(request.properties()), event.toString())) {
      throw new StackException("Function not found: " + serviceToken(request.properties()));
    }
    requests.add(event);
    String id =
        request.physicalId().isEmpty()
            ? request.stack().generateName(request.logicalId())
            : request.physicalId();
    return pending
        .await(timeout)
        .map(response -> outcome(response, requestId, id))
        .orElseGet(() -> new Outcome.Failed(id, timedOut(requestId)));
  }

  private static ObjectNode event(ResourceRequest request, String requestType, String requestId) {
    ObjectNode event =
        JSON.objectNode()
            .put("RequestType", requestType)
            .put("ServiceToken", serviceToken(request.properties()))
            .put("StackId", request.stack().stackId())
            .put("RequestId", requestId)
            .put("LogicalResourceId", request.logicalId())
            .put("ResourceType", request.type());
    if (!request.physicalId().isEmpty()) {
      event.put("PhysicalResourceId", request.physicalId());
    }
    event.set("ResourceProperties", strings(request.properties()));
    if (requestType.equals("Update")) {
      event.set("OldResourceProperties", strings(request.oldProperties()));
    }
    return event;
  }

  private static Outcome outcome(
      CustomResourceResponse response, String requestId, String fallbackId) {
    String id = response.physicalResourceId().orElse(fallbackId);
    return response
        .failure()
        .<Outcome>map(reason -> new Outcome.Failed(id, reason + requestId(requestId)))
        .orElseGet(() -> new Outcome.Succeeded(id, response.data()));
  }

  private static String timedOut(String requestId) {
    return "CloudFormation did not receive a response from your Custom Resource. Please check your"
        + " logs for requestId ["
        + requestId
        + "].";
  }

  private static String requestId(String requestId) {
    return " (RequestId: " + requestId + ")";
  }

  private static String serviceToken(ObjectNode properties) {
    return properties.path("ServiceToken").asText();
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
    if (value.isObject()) {
      ObjectNode object = JSON.objectNode();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        object.set(entry.getKey(), strings(entry.getValue()));
      }
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = JSON.arrayNode();
      value.forEach(item -> array.add(strings(item)));
      return array;
    }
    return JSON.textNode(value.asText());
  }
}
