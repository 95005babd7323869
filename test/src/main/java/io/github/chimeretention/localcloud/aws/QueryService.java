package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A service that speaks the query protocol: forms in, XML out.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
public abstract class QueryService implements AwsService {
  private final String namespace;

  protected QueryService(String namespace) {
    this.namespace = namespace;
  }

  /** Carries out an operation and gives its result, which may be empty. */
  protected interface Operation {
    JsonNode call(Caller caller, Form form);
  }

  protected abstract Map<String, Operation> operations();

  @Override
  public final AwsResponse serve(AwsRequest request) {
    Form form = new Form(Form.parse(request.text()), "");
    String action = form.get("Action").orElse("");
    Operation operation = operations().get(action);
    if (operation == null) {
      throw AwsException.notServed(action);
    }
    return AwsResponse.xml(200, success(action, operation.call(request.caller(), form)));
  }

  @Override
  public final AwsResponse error(AwsException e) {
    return Xml.error(e);
  }

  private String success(String action, JsonNode result) {
    Map<String, JsonNode> children = new LinkedHashMap<>();
    children.put(action + "Result", result);
    children.put("ResponseMetadata", Json.object().put("RequestId", UUID.randomUUID().toString()));
    return Xml.document(action + "Response", namespace, children);
  }
}
