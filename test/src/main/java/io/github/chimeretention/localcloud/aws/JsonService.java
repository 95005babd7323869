package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A service that speaks JSON, with the operation's name in a header.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1
 *     protocol</a>
 */
public abstract class JsonService implements AwsService {
  /** Carries out an operation and gives its result, which may be empty. */
  protected interface Operation {
    JsonNode call(Caller caller, JsonNode input);
  }

  protected abstract Map<String, Operation> operations();

  @Override
  public final AwsResponse serve(AwsRequest request) {
    String target = request.headers().getFirst("X-Amz-Target");
    String name = target == null ? "" : target.substring(target.lastIndexOf('.') + 1);
    Operation operation = operations().get(name);
    if (operation == null) {
      throw AwsException.notServed(name);
    }
    return AwsResponse.json(200, operation.call(request.caller(), Json.parse(request.text())));
  }

  @Override
  public final AwsResponse error(AwsException e) {
    return AwsResponse.jsonError(e);
  }
}
