package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A service whose operations are methods and paths, and whose results are JSON.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">AWS restJson1</a>
 */
public abstract class RestService implements AwsService {
  protected abstract ObjectNode call(AwsRequest request);

  @Override
  public final AwsResponse serve(AwsRequest request) {
    try {
      return AwsResponse.of(200, "application/json", call(request).toString());
    } catch (AwsException e) {
      String body = Json.object().put("Type", "User").put("Message", e.getMessage()).toString();
      AwsResponse error = AwsResponse.of(e.status(), "application/json", body);
      return new AwsResponse(
          e.status(),
          Map.of("Content-Type", "application/json", "x-amzn-ErrorType", e.code()),
          error.body());
    }
  }
}
