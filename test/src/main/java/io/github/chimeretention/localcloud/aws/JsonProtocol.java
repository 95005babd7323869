package io.github.chimeretention.localcloud.aws;

import java.util.Map;

/**
 * A service that speaks JSON, with the operation's name in a header.
 *
 * @param operations by their names
 * @see "AWS JSON 1.1 protocol"
 */
public record JsonProtocol(Map<String, Operation> operations) implements AwsService {
  @Override
  public AwsResponse serve(AwsRequest request) {
    String target = request.headers().getFirst("X-Amz-Target");
    String name = target == null ? request.method() + " " + request.path() : target;
    Operation operation = operations.get(name.substring(name.lastIndexOf('.') + 1));
    if (operation == null) {
      throw AwsException.notServed(name);
    }
    return AwsResponse.json(operation.call(request.caller(), Json.parse(request.text())));
  }
}
