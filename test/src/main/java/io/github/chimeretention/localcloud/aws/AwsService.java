package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Serves all requests that are signed for one service, in its protocol. */
public interface AwsService {
  /** An operation, which returns its result; it may be empty. */
  interface Operation {
    JsonNode call(Caller caller, JsonNode input);
  }

  /**
   * A service with a JSON protocol and the operation's name in a header.
   *
   * @see "AWS JSON 1.1 protocol"
   */
  static AwsService json(Map<String, Operation> operations) {
    return request -> {
      String target = request.headers().getFirst("X-Amz-Target");
      String name = target == null ? request.method() + " " + request.path() : target;
      Operation operation = operations.get(name.substring(name.lastIndexOf('.') + 1));
      if (operation == null) {
        throw AwsException.notServed(name);
      }
      return AwsResponse.json(operation.call(request.caller(), Json.parse(request.text())));
    };
  }

  /** Serves a request, or throws an {@link AwsException} if it is rejected. */
  AwsResponse serve(AwsRequest request);

  /** The response to a rejected request, by default in JSON. */
  default AwsResponse error(AwsException e) {
    return AwsResponse.error(
        e, Json.object().put("__type", e.code()).put("message", e.getMessage()));
  }
}
